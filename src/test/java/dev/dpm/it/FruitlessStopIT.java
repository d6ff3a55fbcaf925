package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;

/** Tests a stop that cannot succeed: the runner is not root, and the target's process has become root. */
class FruitlessStopIT {

    private final Product product = new Product();
    private long undead;

    @AfterEach
    void close() {
        if (undead > 0) {
            ProcessHandle.of(undead).ifPresent(ProcessHandle::destroyForcibly);
        }
        product.close();
    }

    /** Runs a command of the jar as the user nobody. */
    private Product.Result asNobody(String... args) throws Exception {
        Path out = Files.createTempFile("dpm-out", "");
        try {
            ProcessBuilder builder = product.builder(args);
            builder.command().addAll(0, List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
            Process process = builder.redirectInput(new java.io.File("/dev/null")).redirectErrorStream(true)
                    .redirectOutput(out.toFile()).start();
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            return new Product.Result(process.exitValue(), Files.readString(out), "", java.time.Duration.ZERO);
        } finally {
            Files.delete(out);
        }
    }

    /** Whether a setuid program can become root here; false if the file system or the kernel forbids it. */
    private boolean canEscape(Path setuid) throws Exception {
        Process process = new ProcessBuilder("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                setuid.toString(), "--reuid=0", "id", "-ru").start();
        return new String(process.getInputStream().readAllBytes()).strip().equals("0") && process.waitFor() == 0;
    }

    private Path setuid() throws IOException {
        Path copy = product.folder().resolve("become-root");
        Files.copy(Path.of("/usr/bin/setpriv"), copy, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(copy, "unix:mode", 04755);
        return copy;
    }

    private List<Long> copies() throws IOException {
        List<Long> found = new ArrayList<>();
        try (var entries = Files.list(Path.of("/proc"))) {
            for (Path entry : entries.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList()) {
                String words = Files.exists(entry.resolve("cmdline")) ? text(entry.resolve("cmdline")) : "";
                if (words.equals("sleep\00086421\000")) {
                    found.add(Long.parseLong(entry.getFileName().toString()));
                }
            }
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }

    @Slow
    @Test
    void ends_fatal_with_its_reason_and_no_second_copy_starts_beside_it() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root, to make a program setuid");
        Files.setPosixFilePermissions(product.folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
        Path setuid = setuid();
        assumeTrue(canEscape(setuid), "setuid programs have no effect here");
        asNobody("start", "--name", "undead", "--start_seconds", "0", "--stop_grace", "0.5", "--", setuid.toString(),
                "--reuid=0", "sleep", "86421").expect(0);
        Product.await(java.time.Duration.ofSeconds(20), () -> assertThat(copies()).hasSize(1));
        undead = copies().get(0);

        Product.Result stop = asNobody("stop", "undead", "--yes");

        assertThat(stop.expect(1).out()).contains("undead could not be stopped: its processes could not be ended",
                "process " + undead);
        Product.Result status = asNobody("status", "undead");
        assertThat(status.expect(1).out()).contains("FATAL", "not permitted").contains("could not be ended");
        assertThat(asNobody("events", "undead").out()).contains("could not be ended");

        Product.Result start = asNobody("start", "undead");
        assertThat(start.expect(1).out()).contains("could not be ended");
        assertThat(copies()).as("no second copy").containsExactly(undead);
        assertThat(asNobody("remove", "undead", "--yes").expect(1).out()).contains("cannot be removed");
        Runner runner = new Runner(product);
        runner.kill();
        assertThat(asNobody("start", "undead").expect(1).out()).as("the next runner").contains("could not be ended");
        assertThat(copies()).as("no second copy").containsExactly(undead);

        ProcessHandle.of(undead).orElseThrow().destroyForcibly();
        asNobody("start", "undead").expect(0);
        Product.await(java.time.Duration.ofSeconds(20),
                () -> assertThat(copies()).hasSize(1).doesNotContain(undead));
        undead = copies().get(0);
    }
}
