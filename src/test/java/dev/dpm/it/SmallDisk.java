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

/** A small file system in memory (tmpfs(5)), mounted under a product's home; only root can mount it. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts a file system under the home of a daemon. The daemon copies its jar into the home, so the file system has
     * room for the jar and for {@code mebibytes} more.
     */
    static SmallDisk underHome(Product product, int mebibytes) {
        try {
            return under(product.home(), (int) (Files.size(Path.of(Product.jar())) >> 20) + 1 + mebibytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Mounts a file system under a folder; skips the test, with the reason, if mounting is not permitted. */
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

    /** Fills the disk to its last byte. */
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
     * Makes a read-only view of the file system. Paths opened from now on cannot be written, while files that are open
     * for writing stay writable. The kernel refuses to make the file system itself read-only as long as such files are
     * open.
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

    /** Unmounts the file system, even while files on it are open. */
    @Override
    public void close() {
        for (int layer = 0; layer < 4 && isMounted(); layer++) {
            run(new ArrayList<>(), "umount", "-l", folder.toString());
        }
        assertThat(isMounted()).isFalse();
    }
}
