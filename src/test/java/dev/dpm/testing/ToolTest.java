package dev.dpm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the reason of a skipped test names the missing tool in those words which the build's summary counts. */
class ToolTest {

    @TempDir
    Path project;

    @BeforeEach
    void copyTheScript() throws IOException {
        Files.createDirectories(project.resolve("src/it"));
        Files.copy(Path.of("src/it/skipped.sh"), project.resolve("src/it/skipped.sh"));
        Files.createDirectories(project.resolve("target/surefire-reports"));
        Files.createDirectories(project.resolve("target/failsafe-reports"));
    }

    private void report(String file, String... skips) throws IOException {
        Files.writeString(project.resolve("target").resolve(file), "<testsuite>\n" + String.join("\n", skips));
    }

    private String count(int code) throws IOException, InterruptedException {
        Process script = new ProcessBuilder("sh", project.resolve("src/it/skipped.sh").toString(), "--none").start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).as(said).isEqualTo(code);
        return said;
    }

    @Test
    void what_was_skipped_for_want_of_a_tool_is_one_line_with_what_brings_the_tools() throws Exception {
        report("surefire-reports/TEST-a.xml", "<skipped message=\"" + Tool.PROMTOOL.missing() + "\"/>",
                "<skipped type=\"T\"><![CDATA[T: " + Tool.ZSH.missing());
        report("failsafe-reports/TEST-b.xml", "<skipped message=\"" + Tool.PROMTOOL.missing() + "\"/>");

        assertThat(count(1)).isEqualTo("Skipped for want of a tool (promtool, zsh): 3; "
                + "apt-get install --no-install-recommends prometheus zsh\n");
    }

    @Test
    void a_tool_without_a_package_is_told_too() throws Exception {
        report("failsafe-reports/TEST-b.xml", "<skipped message=\"" + Tool.JAVA_25.missing() + "\"/>");

        assertThat(count(1)).isEqualTo(
                "Skipped for want of a tool (JDK-25): 1; a JDK 25 belongs under /usr/lib/jvm\n");
    }

    @Test
    void other_skips_are_no_fault_and_no_line() throws Exception {
        report("surefire-reports/TEST-a.xml", "<skipped message=\"root reads everything\"/>");

        assertThat(count(0)).isEmpty();
    }
}
