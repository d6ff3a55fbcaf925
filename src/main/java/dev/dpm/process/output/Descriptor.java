package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file that a process has open, even if it was moved or removed since.
 *
 * @param path the path {@code /proc/PID/fd/N} that leads to the file (proc_pid_fd(5)); empty text if the file still has
 *     its name
 * @param identity device and inode of the file
 */
record Descriptor(String path, String identity) {

    static final Descriptor NONE = new Descriptor("", "");

    /** Device and inode of a file; empty text if the file does not exist, or is no regular file. */
    static String identity(Path file, LinkOption... options) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, options);
            return found.isRegularFile() ? String.valueOf(found.fileKey()) : "";
        } catch (java.nio.file.NoSuchFileException e) {
            return "";
        }
    }

    /** The path of the descriptor; empty if the process does not have the same file open any more. */
    Optional<Path> file() {
        try {
            Path file = Path.of(path);
            return !path.isEmpty() && identity.equals(identity(file)) ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
