package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FilePagesTest {

    @Test
    void the_pages_of_archive_and_libraries_are_given_back_and_their_code_goes_on_working() throws Exception {
        List<Long> figures = inOwnJvm("-Xshare:auto", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

        long before = figures.get(0);
        assertThat(before).as("resident bytes of read-only files").isGreaterThan(12 << 20);
        assertThat(figures.get(1)).as("bytes said to be given back").isGreaterThanOrEqualTo(before * 9 / 10);
        // pages that the JVM uses at this very moment are mapped again at once
        assertThat(figures.get(2)).as("resident bytes afterwards").isLessThan(before * 8 / 10);
    }

    @Test
    void a_page_that_was_changed_before_its_mapping_became_read_only_is_kept() throws Exception {
        List<Long> figures = inOwnJvm("-Xshare:off");

        assertThat(figures.get(3))
                .as("read-only mappings of files with changed pages, as the dynamic linker leaves them")
                .isPositive();
        assertThat(figures.get(4)).as("those of them that would be given back").isZero();
    }

    /** Whether the JVM of a test uses a class archive depends on its agents, so each case has a JVM of its own. */
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

    /**
     * Prints five figures about read-only mappings of files: resident bytes before, bytes given back, resident bytes
     * afterwards; the number of mappings with changed pages, and how many of these would be given back.
     */
    static final class Figures {

        private Figures() {
        }

        public static void main(String[] arguments) throws IOException {
            Kernel.load();
            long before = resident();
            long given = FilePages.release();
            long after = resident();
            // uses classes of the class archive that nothing in this JVM has used before
            String formatted = NumberFormat.getCompactNumberInstance(Locale.ROOT, NumberFormat.Style.SHORT)
                    .format(12_345);
            Set<Long> changed = changed();
            long wrong = FilePages.untouched().stream().filter(one -> changed.contains(one.address())).count();
            System.out.println(before + " " + given + " " + after + " " + changed.size() + " " + wrong
                    + (formatted.isEmpty() ? " ?" : ""));
        }

        private static long resident() throws IOException {
            return FilePages.untouched().stream().mapToLong(FilePages.Mapping::resident).sum();
        }

        /** The addresses of read-only mappings of files of which this process has changed a page. */
        private static Set<Long> changed() throws IOException {
            Set<Long> found = new HashSet<>();
            String head = "";
            for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
                if (line.matches("[0-9a-f]+-.*")) {
                    head = line;
                } else if (line.matches("Anonymous: +[1-9].*") && head.matches("\\S+ r-.*/.*")) {
                    found.add(Long.parseUnsignedLong(head.substring(0, head.indexOf('-')), 16));
                }
            }
            return found;
        }
    }
}
