package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HangDetectorTest {

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private HangDetector of(String script) throws IOException {
        process = new ProcessBuilder("sh", "-c", script).start();
        return new HangDetector(ProcFs.system().identify(process.pid()).orElseThrow());
    }

    private static void lookUntilQuietFor(HangDetector signs, Duration time) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(() -> {
            signs.look();
            return signs.quietFor().compareTo(time) >= 0;
        });
    }

    @Test
    void one_that_sleeps_is_quiet_but_not_at_once() throws Exception {
        HangDetector signs = of("exec sleep 300");
        signs.look();
        assertThat(signs.isWorking()).isTrue();
        lookUntilQuietFor(signs, Duration.ofSeconds(1));
        assertThat(signs.isWorking()).isFalse();
    }

    /** A runner that samples its targets does a little work now and then, even when its loop hangs. */
    @Test
    void one_that_does_a_little_now_and_then_is_quiet_as_well() throws Exception {
        HangDetector signs = of("while :; do sleep 1; done");
        lookUntilQuietFor(signs, Duration.ofSeconds(1));
        assertThat(signs.isWorking()).isFalse();
    }

    @Test
    void one_that_works_is_never_quiet() throws Exception {
        HangDetector signs = of("while :; do :; done");
        Awaitility.await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> {
            signs.look();
            return signs.isWorking() && signs.quietFor().isZero();
        });
    }
}
