package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the files hold by which client and runner meet: an answer or a sentence. */
class AnyRecordTest {

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

    private static Path folder;
    private static RuntimeDirectory home;

    @BeforeContainer
    static void makeHome() throws Exception {
        folder = Files.createTempDirectory("dpm-record");
        home = new RuntimeDirectory(folder.resolve("home"));
        home.create();
    }

    @AfterContainer
    static void removeHome() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 1500)
    void the_record_of_the_daemon(@ForAll("content") byte[] content) throws IOException {
        Files.write(home.recordFile(), content);
        answers(() -> assertThat(new RecordFile(home).read()).isNotNull());
    }

    @Property(tries = 500)
    void the_state_of_a_target(@ForAll("content") byte[] content) throws IOException {
        Files.createDirectories(home.targetState("web").getParent());
        Files.write(home.targetState("web"), content);
        answers(() -> assertThat(LastKnown.read(home).targets()).hasSize(1));
    }

    @Property(tries = 500)
    void the_token(@ForAll("content") byte[] content) throws IOException {
        Files.write(home.tokenFile(), content);
        answers(() -> assertThat(Token.read(home.tokenFile()).value()).isNotBlank().doesNotContain("\n"));
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

    /** Any bytes, and a sound file with a piece of it replaced by something odd. */
    @Provide
    Arbitrary<byte[]> content() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<String> odd = Arbitraries.of("", "=", "\\u12", "\\", "\n", "\0", "-1", "99999999999999999999", "2",
                "schema=7\n", "\u00fc", ",,=", "=,", "2026-99-99T", "pid=\n", "NONE", "\ud83d\ude00", " ");
        Arbitrary<Integer> place = Arbitraries.integers().between(0, SOUND.length());
        Arbitrary<byte[]> mutated = Combinators.combine(place, place, odd).as((one, other, piece) -> {
            int from = Math.min(one, other);
            int to = Math.min(Math.max(one, other), from + 12);
            return (SOUND.substring(0, from) + piece + SOUND.substring(to)).getBytes(StandardCharsets.UTF_8);
        });
        return Arbitraries.oneOf(bytes, mutated);
    }
}
