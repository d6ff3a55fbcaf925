package dev.dpm.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The places to which the output of targets can go: log files, files of the user, and logging services. */
public final class OutputPlace {

    /**
     * The ending of the name of a log that the target writes, and that the runner copies to another log with a time
     * before each line.
     */
    public static final String RAW = ".raw";
    /** The ending of the name of a log that contains only the target's stderr. */
    public static final String ERRORS = ".err";

    /** A logging service that receives each line as a datagram. */
    public enum Service {
        JOURNALD("/run/systemd/journal/socket"),
        SYSLOG("/dev/log");

        private final String path;

        Service(String path) {
            this.path = path;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The path of the service's socket. The system property {@code dpm.sockets} sets another root folder. */
        public Path socket() {
            return Path.of(System.getProperty("dpm.sockets", "") + path);
        }
    }

    /** The types of file systems in which only the kernel creates folders. */
    private static final Set<String> KERNELS = Set.of("proc", "sysfs", "cgroup", "cgroup2", "debugfs", "securityfs");
    private static final String FIFO = "a FIFO";

    private OutputPlace() {
    }

    /** Why the runner cannot append to a file, as the end of a sentence; empty if no obstacle is known. */
    public static Optional<String> fault(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (found.isRegularFile()) {
                return Optional.empty();
            }
            return Optional.of(found.isDirectory() ? "is a folder" : "is " + kind(file));
        } catch (IOException e) {
            // the file does not exist, or the launch reports why it cannot be opened
            return Optional.empty();
        }
    }

    /**
     * Why the folder of a file cannot be created, as the end of a sentence; empty if the folder exists or can be created.
     * This method creates nothing.
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

    /** Whether a file is a FIFO. Opening a FIFO blocks until another process opens it too (fifo(7)). */
    public static boolean isFifo(Path file) {
        return fault(file).filter(why -> why.endsWith(FIFO)).isPresent();
    }

    private static String kind(Path file) throws IOException {
        int mode = (Integer) Files.getAttribute(file, "unix:mode");
        return switch (mode & 0170000) {
            case 0010000 -> FIFO;
            case 0140000 -> "a socket";
            default -> "a device";
        };
    }
}
