package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/**
 * Compares the runner's figures for a known load with those of psutil; a smaller version of the comparison in
 * {@code src/bench}.
 */
@Needs(Tool.PSUTIL)
class AccuracyIT {

    private static final String PYTHON = "/usr/bin/python3";

    @Slow
    @Test
    void cpu_and_memory_are_within_five_percent_of_psutil() throws IOException, InterruptedException {
        try (Product product = new Product()) {
            Path report = product.folder().resolve("accuracy.txt");
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String[] comparison = {"src/bench/accuracy.py", "--short", "--jar", Product.jar(), "--java", java, "--home",
                    product.home().toString()};

            int apart = run(report, comparison);
            if (apart != 0) {
                // the two averages cover nearly the same seconds, and differ when other programs of a busy machine use
                // the processor meanwhile
                apart = run(report, comparison);
            }

            assertThat(apart).as(Runner.read(report)).isZero();
            assertThat(Runner.read(report)).contains("| CPU of a child", "| memory");
            assertThat(product.living()).isEmpty();
        }
    }

    private static int run(Path output, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(PYTHON);
        builder.command().addAll(java.util.List.of(arguments));
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroy();
            throw new AssertionError("no comparison within 90 s: " + String.join(" ", arguments));
        }
        return process.exitValue();
    }
}
