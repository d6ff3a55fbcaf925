package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/** Tests which properties of the runner's process a target inherits, and which not. */
@Needs(Tool.PYTHON)
class LaunchHygieneIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /**
     * Signals 32 and 33 belong to the C library (nptl(7)). Its posix_spawn starts Maven's JVM with both signals
     * ignored, and every descendant inherits that. Only the plain system call can set the signals to the state in which
     * a shell starts its children.
     */
    private static final String AS_FROM_A_SHELL = """
            import ctypes, os, platform, sys
            rt_sigaction = {'x86_64': 13, 'aarch64': 134}[platform.machine()]
            for signal in 32, 33:
                assert ctypes.CDLL(None).syscall(rt_sigaction, signal, bytes(32), None, 8) == 0
            os.execvp(sys.argv[1], sys.argv[1:])
            """;

    @AutoClose
    private final Product product = new Product();

    private String text(String name) {
        Path file = product.folder().resolve(name);
        Product.await(PATIENCE, () -> assertThat(Files.readString(file)).endsWith("\n"));
        return Targets.read(file);
    }

    /** Waits until the target runs its own program instead of the wrapper that launched it. */
    private long target() {
        long pid = Long.parseLong(text("pid").strip());
        Product.await(PATIENCE,
                () -> assertThat(Targets.read(Path.of("/proc/" + pid + "/comm")).strip()).isEqualTo("sleep"));
        return pid;
    }

    private static String status(long pid, String field) {
        return Targets.read(Path.of("/proc/" + pid + "/status")).lines()
                .filter(line -> line.startsWith(field + ":")).findFirst().orElseThrow()
                .substring(field.length() + 1).strip();
    }

    private static long signals(long pid, String field) {
        return Long.parseUnsignedLong(status(pid, field), 16);
    }

    /** Starts {@code java -jar … ARGS} by a shell script that contains {@code "$@"} for the arguments. */
    private Process by(String shell, String java, String... args) throws IOException {
        ProcessBuilder builder = product.builder(args);
        builder.command().set(0, java + "/bin/java");
        builder.command().addAll(0, List.of("python3", "-c", AS_FROM_A_SHELL, "sh", "-c", shell, "sh"));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(product.folder().resolve("said").toFile()).start();
        process.getOutputStream().close();
        return process;
    }

    private static final String SLEEPER = "echo $$ > pid; exec sleep 1000";

    @Slow
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            17 | exec "$@"
            17 | "$@" & wait
            17 | nohup "$@" & wait
            17 | trap '' HUP INT QUIT TERM USR1 PIPE CHLD; "$@" & wait
            25 | exec "$@"
            25 | trap '' HUP INT QUIT TERM USR1 PIPE CHLD; "$@" & wait
            """)
    void dispositions_are_the_default_and_the_mask_is_empty(String java, String shell) throws Exception {
        String home = java.equals("17")
                ? System.getProperty("java.home")
                : Tool.JAVA_25.orSkip().getParent().getParent().toString();

        by(shell, home, "run", "--", "sh", "-c", SLEEPER);

        long pid = target();
        assertThat(signals(pid, "SigBlk")).as("blocked").isZero();
        assertThat(signals(pid, "SigIgn")).as("ignored").isZero();
        assertThat(status(pid, "SigBlk")).as("blocked, the library's too").isEqualTo("0000000000000000");
    }

    @ParameterizedTest
    @CsvSource({"run", "start"})
    void the_runners_descriptors_token_and_limits_stay_with_it(String command) throws Exception {
        product.with("DPM_TOKEN", "a-token-of-twenty-four-letters");
        List<String> words = new ArrayList<>(List.of(command, "--name", "clean", "--env", "SAID=yes", "--"));
        words.addAll(List.of("sh", "-c", SLEEPER));
        Process process = by("ulimit -Sn 700; ulimit -Sc 0; \"$@\"; true", System.getProperty("java.home"),
                words.toArray(String[]::new));

        long pid = target();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            assertThat(descriptors.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("0", "1", "2");
        }
        String environ = Files.readString(Path.of("/proc/" + pid + "/environ"));
        assertThat(environ.split("\0")).contains("SAID=yes").noneMatch(line -> line.startsWith("DPM_TOKEN="));
        String limits = Targets.read(Path.of("/proc/" + pid + "/limits"));
        assertThat(limits).containsPattern("Max open files +700 ");
        assertThat(hard(limits)).as("hard limits").isEqualTo(hard(Targets.read(Path.of("/proc/self/limits"))));
        for (String file : List.of("oom_score_adj", "timerslack_ns")) {
            assertThat(Targets.read(Path.of("/proc/" + pid + "/" + file)))
                    .isEqualTo(Targets.read(Path.of("/proc/self/" + file)));
        }
        if (command.equals("start")) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            product.dpm("stop", "--yes").expect(0);
        }
    }

    private static List<String> hard(String limits) {
        return limits.lines().skip(1).map(line -> line.substring(0, 26) + line.substring(47, 68)).toList();
    }

    @Test
    void a_token_written_for_the_target_is_the_targets() throws Exception {
        product.with("DPM_TOKEN", "a-token-of-twenty-four-letters");
        by("exec \"$@\"", System.getProperty("java.home"), "run", "--env", "DPM_TOKEN=its-own", "--", "sh", "-c",
                SLEEPER);

        assertThat(Files.readString(Path.of("/proc/" + target() + "/environ")).split("\0"))
                .contains("DPM_TOKEN=its-own");
    }

    @Test
    void a_java_told_not_to_raise_its_limit_passes_its_own_on() throws Exception {
        product.with("JDK_JAVA_OPTIONS", "-XX:-MaxFDLimit");
        by("ulimit -Sn 900; exec \"$@\"", System.getProperty("java.home"), "run", "--", "sh", "-c", SLEEPER);

        assertThat(Targets.read(Path.of("/proc/" + target() + "/limits"))).containsPattern("Max open files +900 ");
    }
}
