package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.testing.Any;
import dev.dpm.testing.Tries;

/** Puts random content into the files shared by client and runner: the result is an answer or a sentence. */
class AnyRecordTest extends HomeFolderTest {

    private static final String SOUND = """
            schema=1
            pid=4242
            start_ticks=987654
            boot_id=b
            version=0.1.0
            jar=/a.jar
            console=http\\://127.0.0.1\\:9180/
            management=
            token_file=/t
            started_at=2026-01-02T03\\:04\\:05Z
            faces=up
            start_outcome=DONE
            start_sentence=started
            start_incarnations=web\\=1,api\\=3
            wanted=true
            name=web
            """;

    private static final List<String> ODD = List.of("", "=", "\\u12", "\\", "\n", "\0", "-1", "99999999999999999999",
            "2",
            "schema=7\n", "\u00fc", ",,=", "=,", "2026-99-99T", "pid=\n", "NONE", "\ud83d\ude00", " ");

    @Test
    void the_record_of_the_daemon() {
        Tries.of(1500).check(any -> {
            Files.write(home.recordFile(), content(any));
            answers(() -> assertThat(new RecordFile(home).read()).isNotNull());
        });
    }

    @Test
    void the_state_of_a_target() throws IOException {
        Files.createDirectories(home.targetState("web").getParent());
        Tries.of(500).check(any -> {
            Files.write(home.targetState("web"), content(any));
            answers(() -> assertThat(LastKnown.read(home).targets()).hasSize(1));
        });
    }

    @Test
    void the_token() {
        Tries.of(500).check(any -> {
            Files.write(home.tokenFile(), content(any));
            answers(() -> assertThat(Token.read(home.tokenFile()).value()).isNotBlank().doesNotContain("\n"));
        });
    }

    private interface Reading {
        void read() throws HomeFault;
    }

    private static void answers(Reading reading) {
        try {
            reading.read();
        } catch (HomeFault e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception");
        }
    }

    /** Any bytes, or a sound file with a piece of it replaced by something odd. */
    private static byte[] content(Any any) {
        if (any.truth()) {
            return any.bytes(200);
        }
        int one = any.between(0, SOUND.length());
        int other = any.between(0, SOUND.length());
        int from = Math.min(one, other);
        int to = Math.min(Math.max(one, other), from + 12);
        return (SOUND.substring(0, from) + any.of(ODD) + SOUND.substring(to)).getBytes(StandardCharsets.UTF_8);
    }
}
