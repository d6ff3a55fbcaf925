package dev.dpm.process.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Reads and writes files for tests. */
public final class TestFiles {

    private TestFiles() {
    }

    /** The text of a file; empty where the file does not exist. */
    public static String text(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException absent) {
            return "";
        } catch (IOException gone) {
            if (String.valueOf(gone.getMessage()).contains("No such process")) {
                return "";
            }
            throw new UncheckedIOException(gone);
        }
    }

    static Path script(Path file, String text, String mode) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** Writes a file and the folders above it. */
    static void write(Path folder, String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line as in {@code /proc/PID/stat}, of a sleeping process with one thread. */
    static String stat(long pid, long parent, long session, long startTicks) {
        return pid + " (fake) S " + parent + " " + session + " " + session + " 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 "
                + startTicks + " 1000 10 0\n";
    }
}
