package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClassArchivePagesTest {

    @Test
    void the_pages_of_the_jdks_archive_are_given_back_and_its_classes_go_on_working() throws Exception {
        List<Long> figures = inOwnJvm("-Xshare:auto", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

        long before = figures.get(0);
        assertThat(before).as("resident bytes of the archive").isGreaterThan(1 << 20);
        assertThat(figures.get(1)).as("bytes said to be given back").isGreaterThanOrEqualTo(before);
        // what the JVM uses at this very moment is mapped again at once
        assertThat(figures.get(2)).as("resident bytes afterwards").isLessThan(before * 9 / 10);
    }

    @Test
    void a_jvm_without_an_archive_has_nothing_to_give_back() throws Exception {
        assertThat(inOwnJvm("-Xshare:off")).containsExactly(0L, 0L, 0L);
    }

    /** Whether the JVM of a test uses an archive depends on its agents, so each case has a JVM of its own. */
    private static List<Long> inOwnJvm(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Figures.class.getName()));
        Process jvm = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(jvm.exitValue()).isZero();
            return Arrays.stream(said.split(" ")).map(Long::valueOf).toList();
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** Prints three figures: resident bytes before, bytes given back, resident bytes afterwards. */
    static final class Figures {

        private Figures() {
        }

        public static void main(String[] arguments) throws IOException {
            Kernel.load();
            long before = resident();
            long given = ClassArchivePages.release();
            long after = resident();
            // classes of the archive that nothing in this JVM has used before
            String formatted = NumberFormat.getCompactNumberInstance(Locale.ROOT, NumberFormat.Style.SHORT)
                    .format(12_345);
            System.out.println(before + " " + given + " " + after + (formatted.isEmpty() ? " ?" : ""));
        }

        private static long resident() throws IOException {
            return ClassArchivePages.untouched().stream().mapToLong(ClassArchivePages.Mapping::resident).sum();
        }
    }
}
