package dev.dpm.supervision.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.KnownSecrets;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

class LastOutputLinesTest {

    private static final Incarnation FIRST = new Incarnation(new TargetName("web"), 1);
    private static final Incarnation SECOND = new Incarnation(new TargetName("web"), 2);
    private static final ExitStatus FAILED = new ExitStatus.Code(1);

    @TempDir
    Path folder;

    private final LastOutputLines utterances = new LastOutputLines();

    private void writes(String text) throws IOException {
        Files.writeString(folder.resolve("web.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void each_life_has_its_own_last_line() throws Exception {
        utterances.begins(FIRST, folder.resolve(FIRST.target() + ".log"));
        writes("address already in use\n");
        assertThat(utterances.last(FIRST, FAILED)).contains("address already in use");

        utterances.begins(SECOND, folder.resolve(SECOND.target() + ".log"));

        assertThat(utterances.last(SECOND, FAILED)).as("it wrote nothing").isEmpty();
        assertThat(utterances.last(FIRST, FAILED)).as("of a life that is long over").isEmpty();
        writes("no such table\n");
        assertThat(utterances.last(SECOND, FAILED)).contains("no such table");
    }

    @Test
    void an_adopted_life_and_one_without_a_file_have_none() {
        assertThat(utterances.last(FIRST, FAILED)).isEmpty();
        utterances.begins(FIRST, folder.resolve(FIRST.target() + ".log"));
        assertThat(utterances.last(FIRST, FAILED)).isEmpty();
    }

    @Test
    void a_stderr_that_is_kept_apart_says_why_something_failed() throws Exception {
        Path errors = Files.writeString(folder.resolve("web.err.log"), "of an earlier life\n");
        utterances.begins(FIRST, folder.resolve("web.log"), List.of(errors), true,
                () -> new KnownSecrets(List.of()));
        writes("listening\n");
        assertThat(utterances.last(FIRST, FAILED)).as("nothing on stderr").contains("listening");

        Files.writeString(errors, "address already in use\n", StandardOpenOption.APPEND);

        assertThat(utterances.last(FIRST, FAILED)).contains("address already in use");
        assertThat(utterances.last(FIRST, new ExitStatus.Code(0))).as("the result of a run that went well")
                .contains("listening");
    }

    @Test
    void a_success_and_a_signal_from_outside_need_no_look() throws Exception {
        utterances.begins(FIRST, folder.resolve(FIRST.target() + ".log"));
        writes("bye\n");

        assertThat(utterances.last(FIRST, new ExitStatus.Code(0))).isEmpty();
        assertThat(utterances.last(FIRST, new ExitStatus.Signaled(Signal.KILL))).isEmpty();
        assertThat(utterances.last(FIRST, new ExitStatus.Signaled(Signal.parse("ABRT").orElseThrow())))
                .contains("bye");
    }

    @Test
    void it_is_fit_for_a_sentence() {
        assertThat(LastOutputLines.shown("\u001b[31mFATAL\u001b[0m: cannot log in with password=geheim as web"))
                .isEqualTo("FATAL: cannot log in with password=*** as web");
        assertThat(LastOutputLines.shown("no route to postgres://web:geheim@db/app")).doesNotContain("geheim");
        assertThat(LastOutputLines.shown("KeyError: 'name'")).isEqualTo("KeyError: 'name'");
        assertThat(LastOutputLines.shown("KeyError: 'x' in token=geheim, api_key: geheim"))
                .isEqualTo("KeyError: 'x' in token=*** api_key: ***");
        assertThat(LastOutputLines.shown("a" + "x".repeat(9999))).hasSize(LastOutputLines.LONGEST).endsWith("…");
    }

    @Test
    void the_value_of_a_secret_variable_is_masked() throws Exception {
        utterances.begins(FIRST, folder.resolve("web.log"), List.of(), false,
                () -> KnownSecrets.of(Map.of("DB_PASSWORD", "geheim-77", "PLAIN", "refused")));
        writes("login with geheim-77 was refused\n");

        assertThat(utterances.last(FIRST, FAILED)).contains("login with *** was refused");
    }
}
