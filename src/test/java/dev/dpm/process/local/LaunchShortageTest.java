package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.LaunchOrder.Output;
import dev.dpm.process.LaunchOrder.OutputKind;

/**
 * Tests launches with too few descriptors. Such a failure is the runner's fault, never the target's (which would cost
 * the target's restart budget), and leaks no descriptor. The launches run in a JVM of their own, whose descriptors the
 * test uses up.
 */
class LaunchShortageTest {

    private static final int DESCRIPTORS = 1024;
    /** More descriptors than a launch needs; the smaller counts make it fail at each possible place. */
    private static final int ENOUGH = 14;

    @TempDir
    Path folder;

    /** A launch in one step (posix_spawn) needs fewer descriptors, and fails less often. */
    @ParameterizedTest
    @CsvSource({"true, 1", "false, 6"})
    void no_number_of_free_descriptors_makes_a_failed_launch_the_targets_fault(boolean inOneStep, int failures)
            throws Exception {
        Path prlimit = Programs.onOwnPath("prlimit").orElse(null);
        assumeTrue(prlimit != null, "prlimit (util-linux) is not on this machine");
        Process java = new ProcessBuilder(prlimit.toString(), "--nofile=" + DESCRIPTORS + ":" + DESCRIPTORS,
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                System.getProperty("java.class.path"), Starved.class.getName(), folder.toString(),
                Boolean.toString(inOneStep))
                .redirectErrorStream(true).start();
        try {
            List<String> said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                    .toList();
            assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(said).noneMatch(line -> line.contains("the target's"));
            assertThat(said).filteredOn(line -> line.matches("[0-9]+ free: .*")).hasSize(ENOUGH + 1);
            assertThat(said).filteredOn(line -> line.matches("[0-9]+ free: (?!launched).*"))
                    .hasSizeGreaterThanOrEqualTo(failures)
                    .allMatch(line -> line.endsWith("cannot launch probe: the runner has no descriptors left"));
            assertThat(said).contains(ENOUGH + " free: launched").last().isEqualTo("open: as before");
        } finally {
            java.destroyForcibly();
        }
    }

    /** Launches with an increasing number of free descriptors, and prints a line for each. */
    static final class Starved {

        private Starved() {
        }

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            try (Launches launches = new Launches(folder, Boolean.parseBoolean(args[1]))) {
                LaunchOrder order = launches.order(Map.of(), "0022",
                        new Output(OutputKind.FILE, Optional.of(Files.createFile(folder.resolve("out")))), "/bin/true");
                String warm = attempt(launches, order);
                LaunchFault.words(new IOException(warm)); // loads classes that could not be loaded without descriptors
                int before = open();
                Deque<FileInputStream> held = takeAll();
                for (int free = 0; free <= ENOUGH; free++) {
                    String came = attempt(launches, order);
                    held.remove().close();
                    System.out.println(free + " free: " + came);
                }
                while (!held.isEmpty()) {
                    held.remove().close();
                }
                System.out.println("open: " + (open() <= before ? "as before" : open() + " instead of " + before));
            }
        }

        private static int open() {
            return new File("/proc/self/fd").list().length;
        }

        private static Deque<FileInputStream> takeAll() {
            Deque<FileInputStream> held = new ArrayDeque<>();
            try {
                while (true) {
                    held.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException thatWasTheLast) {
                return held;
            }
        }

        private static String attempt(Launches launches, LaunchOrder order) throws Exception {
            try {
                CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
                launches.launcher.onExit(launches.launcher.launch(order), exit::complete);
                return exit.get(20, TimeUnit.SECONDS).equals(new ExitStatus.Code(0)) ? "launched" : "the target's end";
            } catch (LaunchFailure failure) {
                return (failure.isRunnersFault() ? "the runner's: " : "the target's: ") + failure.getMessage();
            }
        }
    }
}
