package dev.dpm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells terminals from files and pipes. {@code System.console()} does not: on Java 22 to 24 it is there when piped. */
final class Terminals {

    private Terminals() {
    }

    /** @param descriptor 0, 1 or 2 */
    static boolean isTerminal(int descriptor) {
        return isTerminal(device(descriptor));
    }

    /** What the link in {@code /proc/self/fd} names, proc(5); empty: it is closed. */
    static String device(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor))).toString();
        } catch (IOException e) {
            // a closed descriptor has no entry
            return "";
        }
    }

    /** @param device what the link in {@code /proc/self/fd} names, proc(5) */
    static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
    }
}
