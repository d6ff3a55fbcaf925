package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;

/** Tests many {@code start} commands at the same time on a slow machine, as from a crontab at boot. */
class StartRaceIT {

    private static final int STARTS = 20;

    @AutoClose("end")
    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    private Process start(int which) {
        return product.background(output(which), "start", "--name", "w" + which, "--start_seconds", "0.05", "--",
                "sleep",
                "1000");
    }

    private Path output(int which) {
        return product.folder().resolve("start" + which + ".txt");
    }

    private void awaitSuccess(List<Process> starts) throws InterruptedException {
        for (int which = 0; which < starts.size(); which++) {
            assertThat(starts.get(which).waitFor(300, TimeUnit.SECONDS)).as("start %d", which).isTrue();
            assertThat(starts.get(which).exitValue()).as(Runner.read(output(which))).isZero();
        }
    }

    private void expectAll(int count) {
        assertThat(IntStream.range(0, count).mapToObj(which -> "w" + which))
                .allSatisfy(name -> assertThat(runner.stateOf(name)).isEqualTo("RUNNING"));
        assertThat(product.living()).hasSize(count + 1).contains(runner.pid());
    }

    @Slow
    @Test
    void twenty_at_once_with_a_slow_boot_lose_none() throws InterruptedException {
        product.with("JAVA_TOOL_OPTIONS", "-javaagent:" + Agent.jar(product.folder()) + "=5");
        List<Process> starts = new ArrayList<>();
        IntStream.range(0, STARTS).forEach(which -> starts.add(start(which)));
        awaitSuccess(starts);
        expectAll(STARTS);
    }

    /** The daemon has the lock, has written nothing and shows no activity, as on a disk that hangs. */
    @Slow
    @Test
    void a_daemon_that_stands_still_behind_the_lock_is_waited_for() throws InterruptedException {
        List<Process> starts = new ArrayList<>(List.of(start(0)));
        Path lock = product.home().resolve("dpm.lock");
        Product.await(Runner.PATIENCE, () -> assertThat(lock).exists());
        long daemon = product.living().stream().filter(StartRaceIT::isDaemon).findFirst().orElseThrow();
        Runner.kill(daemon, "STOP");
        starts.add(start(1));
        starts.add(start(2));
        try {
            // seven seconds are longer than any client of earlier versions waited for a record
            assertThat(starts.get(1).waitFor(7, TimeUnit.SECONDS)).as(Runner.read(output(1))).isFalse();
        } finally {
            Runner.kill(daemon, "CONT");
        }
        awaitSuccess(starts);
        expectAll(starts.size());
    }

    /** Whether the process is a daemon's JVM, not the shell between the JVM and its client, see {@code DaemonProcess}. */
    private static boolean isDaemon(long pid) {
        String commandLine = Runner.read(Path.of("/proc/" + pid + "/cmdline"));
        return commandLine.contains("run\0--daemon") && !commandLine.startsWith("/bin/sh");
    }
}
