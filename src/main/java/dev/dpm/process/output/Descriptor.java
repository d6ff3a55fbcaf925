package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * An open file of a process, as {@code /proc/PID/fd/N} (proc_pid_fd(5)): opened by that path, the file is there even
 * where it was moved or removed.
 *
 * @param path empty: none, the file is where its name says
 * @param identity of the file: the pid may be another's by now
 */
record Descriptor(String path, String identity) {

    static final Descriptor NONE = new Descriptor("", "");

    /** Device and inode of what a path leads to; empty where there is nothing. */
    static String identity(Path file, LinkOption... options) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, options);
            return found.isRegularFile() ? String.valueOf(found.fileKey()) : "";
        } catch (java.nio.file.NoSuchFileException e) {
            return "";
        }
    }

    /** As long as that process has it open, and it may be opened. */
    Optional<Path> file() {
        try {
            Path file = Path.of(path);
            return !path.isEmpty() && identity.equals(identity(file)) ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
