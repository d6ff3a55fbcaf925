package dev.dpm.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;

/** What a target's output may go to: the names of its logs, files of the user's, and services of the machine. */
public final class OutputPlace {

    /** The ending of the log to which a target writes whose lines get their times from the runner. */
    public static final String RAW = ".raw";
    /** The ending of the log with a target's stderr, where that is apart. */
    public static final String ERRORS = ".err";

    /** A service that takes lines as datagrams. */
    public enum Service {
        /** systemd's journal, by its native protocol (https://systemd.io/JOURNAL_NATIVE_PROTOCOL/). */
        JOURNALD("/run/systemd/journal/socket"),
        /** The socket that syslog(3) writes to. */
        SYSLOG("/dev/log");

        private final String path;

        Service(String path) {
            this.path = path;
        }

        /** Its name, as the option writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The path of its socket; the system property {@code dpm.sockets} names another root, for tests. */
        public Path socket() {
            return Path.of(System.getProperty("dpm.sockets", "") + path);
        }
    }

    private static final String FIFO = "a FIFO";

    private OutputPlace() {
    }

    /** Why output cannot be appended to what has that path, as the end of a sentence; empty: it can. */
    public static Optional<String> fault(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (found.isRegularFile()) {
                return Optional.empty();
            }
            return Optional.of(found.isDirectory() ? "is a folder" : "is " + kind(file));
        } catch (IOException e) {
            // there is none yet, or it cannot be looked at: the launch makes it, or says why not
            return Optional.empty();
        }
    }

    /** Whether the file is a FIFO, which nobody can open for writing before somebody reads from it (fifo(7)). */
    public static boolean isFifo(Path file) {
        return fault(file).filter(why -> why.endsWith(FIFO)).isPresent();
    }

    /** The file's type by stat(2), st_mode: a Java attribute tells only "other". */
    private static String kind(Path file) throws IOException {
        int mode = (Integer) Files.getAttribute(file, "unix:mode");
        return switch (mode & 0170000) {
            case 0010000 -> FIFO;
            case 0140000 -> "a socket";
            default -> "a device";
        };
    }
}
