package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.dpm.testing.Tool;

/** Tests the source of the launcher {@code deploy/dpm}. */
class LauncherScriptTest {

    private static final Path SCRIPT = Path.of("deploy", "dpm");

    @Test
    void shellcheck_is_content() throws IOException, InterruptedException {
        Process shellcheck = new ProcessBuilder(Tool.SHELLCHECK.orSkip().toString(), SCRIPT.toString())
                .redirectErrorStream(true).start();
        try {
            String said = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(shellcheck.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(shellcheck.exitValue()).as(said).isZero();
        } finally {
            shellcheck.destroyForcibly();
        }
    }

    @Test
    void run_gets_the_flags_that_daemons_have() throws IOException {
        Matcher flags = Pattern.compile("^runner='([^']*)'", Pattern.MULTILINE).matcher(Files.readString(SCRIPT));

        assertThat(flags.find()).isTrue();
        List<String> daemons = DaemonCommand.jvm(Path.of("java"), 17);
        assertThat(Arrays.asList(flags.group(1).split("\\s+"))).isEqualTo(daemons.subList(1, daemons.size()));
    }
}
