package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file that a process has open, {@code /proc/PID/fd/N} (proc_pid_fd(5)), even if it was moved.
 *
 * @param path empty text: the file is under its name
 * @param identity device and inode
 */
record Descriptor(String path, String identity) {

    static final Descriptor NONE = new Descriptor("", "");

    /** Device and inode of a file; empty text: none. */
    static String identity(Path file, LinkOption... options) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, options);
            return found.isRegularFile() ? String.valueOf(found.fileKey()) : "";
        } catch (java.nio.file.NoSuchFileException e) {
            return "";
        }
    }

    /** The path, while the process has the same file open. */
    Optional<Path> file() {
        try {
            Path file = Path.of(path);
            return !path.isEmpty() && identity.equals(identity(file)) ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
