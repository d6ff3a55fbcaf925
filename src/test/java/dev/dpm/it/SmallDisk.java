package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own under a product's home: small, in memory, and for root alone to mount (tmpfs(5)). */
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** A disk under the home of a daemon, which copies its jar there: so much more than the jar takes. */
    static SmallDisk underHome(Product product, int mebibytes) {
        try {
            return under(product.home(), (int) (Files.size(Path.of(Product.jar())) >> 20) + 1 + mebibytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips the test, with its reason, where mounting is not permitted. */
    static SmallDisk under(Path folder, int mebibytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> said = new ArrayList<>();
        assumeTrue(run(said, "mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m,mode=700", "dpm-it",
                folder.toString()) == 0, () -> "no tmpfs can be mounted here: " + said);
        return new SmallDisk(folder);
    }

    /** Takes the last byte there is. */
    void fill() {
        byte[] much = new byte[4096];
        for (int bytes = much.length; bytes > 0; bytes /= 8) {
            try (OutputStream out = Files.newOutputStream(filling(), StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(much, 0, bytes);
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("No space left");
            }
        }
    }

    void free() {
        try {
            Files.deleteIfExists(filling());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filling() {
        return folder.resolve("filling");
    }

    /**
     * What is opened by its path from now on is on a read-only file system; what is open for writing stays so, for which
     * the kernel refuses to make the file system itself read-only.
     */
    void forbidWriting() {
        expect("mount", "--bind", folder.toString(), folder.toString());
        expect("mount", "-o", "remount,ro,bind", folder.toString());
    }

    void allowWriting() {
        expect("umount", "-l", folder.toString());
    }

    private static void expect(String... command) {
        List<String> said = new ArrayList<>();
        assertThat(run(said, command)).as("%s: %s", String.join(" ", command), said).isZero();
    }

    private static int run(List<String> said, String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            said.addAll(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList());
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (IOException e) {
            said.add(e.getMessage());
            return 127;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private boolean isMounted() {
        try {
            return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                    .anyMatch(line -> line.split(" ")[1].equals(folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets go of it, whoever still has files open there. */
    @Override
    public void close() {
        for (int layer = 0; layer < 4 && isMounted(); layer++) {
            run(new ArrayList<>(), "umount", "-l", folder.toString());
        }
        assertThat(isMounted()).isFalse();
    }
}
