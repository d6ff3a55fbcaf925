package dev.dpm.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The possible destinations of a target's output: log files under names that the runner chooses, files that the user
 * names, and logging services of the machine.
 */
public final class OutputPlace {

    /**
     * The ending of the log file to which the target writes while the runner copies the lines, with times, to another
     * log.
     */
    public static final String RAW = ".raw";
    /** The ending of the log file for a target's stderr, if stderr has a file of its own. */
    public static final String ERRORS = ".err";

    /** A logging service of the machine that receives each line of output as one datagram. */
    public enum Service {
        /** systemd's journal, addressed by its native protocol (https://systemd.io/JOURNAL_NATIVE_PROTOCOL/). */
        JOURNALD("/run/systemd/journal/socket"),
        /** syslog, addressed by the socket that syslog(3) writes to. */
        SYSLOG("/dev/log");

        private final String path;

        Service(String path) {
            this.path = path;
        }

        /** The word by which options name this logging service: {@code journald} or {@code syslog}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The path of the socket on which this logging service listens. The system property {@code dpm.sockets} sets
         * another root folder, for tests.
         */
        public Path socket() {
            return Path.of(System.getProperty("dpm.sockets", "") + path);
        }
    }

    /**
     * The types of file systems in which only the kernel creates folders, so that no log can be in a new folder there.
     */
    private static final Set<String> KERNELS = Set.of("proc", "sysfs", "cgroup", "cgroup2", "debugfs", "securityfs");
    private static final String FIFO = "a FIFO";

    private OutputPlace() {
    }

    /**
     * Why the runner cannot append output to the file at this path, as the end of a sentence; empty: the runner can
     * append to the file.
     */
    public static Optional<String> fault(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (found.isRegularFile()) {
                return Optional.empty();
            }
            return Optional.of(found.isDirectory() ? "is a folder" : "is " + kind(file));
        } catch (IOException e) {
            // the file does not exist yet, or cannot be examined: the launcher creates the file, or reports why the
            // file cannot be created
            return Optional.empty();
        }
    }

    /**
     * Why the folder of a file cannot be created. The nearest existing path above the folder may be no folder, or not
     * writable, or on a file system such as {@code /proc} where users cannot make folders. The method itself creates no
     * folder.
     */
    public static Optional<String> folderFault(Path file) {
        Path existing = file.toAbsolutePath().normalize().getParent();
        if (existing == null || Files.isDirectory(existing)) {
            return Optional.empty();
        }
        if (Files.exists(existing)) {
            return Optional.of("is below " + existing + ", which is no folder");
        }
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        boolean isMakeable = Files.isDirectory(existing) && Files.isWritable(existing) && !isKernels(existing);
        return isMakeable
                ? Optional.empty()
                : Optional.of("is in a folder that does not exist and cannot be made in " + existing);
    }

    private static boolean isKernels(Path folder) {
        try {
            return KERNELS.contains(Files.getFileStore(folder).type());
        } catch (IOException unknown) {
            return false;
        }
    }

    /**
     * Whether the file is a FIFO. Opening a FIFO for writing blocks until another process reads from the FIFO
     * (fifo(7)).
     */
    public static boolean isFifo(Path file) {
        return fault(file).filter(why -> why.endsWith(FIFO)).isPresent();
    }

    /**
     * The type of a file in words, read from st_mode of stat(2), since Java reports only "other" for FIFOs, sockets
     * and devices.
     */
    private static String kind(Path file) throws IOException {
        int mode = (Integer) Files.getAttribute(file, "unix:mode");
        return switch (mode & 0170000) {
            case 0010000 -> FIFO;
            case 0140000 -> "a socket";
            default -> "a device";
        };
    }
}
