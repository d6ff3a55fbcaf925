package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file that a process has open, as {@code /proc/PID/fd/N} (proc_pid_fd(5)). This path opens the file even after the
 * file was moved or removed.
 *
 * @param path the path; empty: the file is where its name says, so no descriptor is needed
 * @param identity device and inode of the file. If they differ at the next use, another process has the pid now
 */
record Descriptor(String path, String identity) {

    static final Descriptor NONE = new Descriptor("", "");

    /** The device and inode of the file at a path, as one text; empty text: the file does not exist. */
    static String identity(Path file, LinkOption... options) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, options);
            return found.isRegularFile() ? String.valueOf(found.fileKey()) : "";
        } catch (java.nio.file.NoSuchFileException e) {
            return "";
        }
    }

    /**
     * The path of this descriptor in {@code /proc}, as long as the process has the same file open and the runner may
     * open that file.
     */
    Optional<Path> file() {
        try {
            Path file = Path.of(path);
            return !path.isEmpty() && identity.equals(identity(file)) ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
