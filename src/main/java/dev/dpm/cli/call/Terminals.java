package dev.dpm.cli.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Distinguishes terminals from files and pipes. {@code System.console()} cannot distinguish them on Java 22 to 24,
 * where it returns a console for pipes too.
 */
final class Terminals {

    private Terminals() {
    }

    /**
     * Whether a file descriptor of this process is a terminal.
     *
     * @param descriptor 0, 1 or 2
     */
    static boolean isTerminal(int descriptor) {
        return isTerminal(device(descriptor));
    }

    /**
     * The target of a file descriptor's link in {@code /proc/self/fd} (proc(5)); an empty text if the descriptor is
     * closed.
     */
    static String device(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor))).toString();
        } catch (IOException e) {
            // a closed descriptor has no entry
            return "";
        }
    }

    /**
     * Whether a device is a terminal.
     *
     * @param device the target of a link in {@code /proc/self/fd}, proc(5)
     */
    static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
    }
}
