package dev.dpm.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads files that other programs wrote, up to a largest number of bytes. The caller checks that a file is a regular
 * file.
 */
public final class BoundedFile {

    private BoundedFile() {
    }

    /**
     * The first bytes of a file.
     *
     * @param most the largest number of bytes that are read
     * @throws IOException if the file cannot be read
     */
    public static byte[] head(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        }
    }

    /**
     * The content of a file; empty if the file has more bytes than allowed.
     *
     * @param most the largest size in bytes that is allowed
     * @throws IOException if the file cannot be read
     */
    public static Optional<byte[]> whole(Path file, int most) throws IOException {
        byte[] bytes = head(file, most + 1);
        return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    }
}
