package dev.dpm.cli.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether a stream is a terminal. {@code System.console()} does not say so on Java 22 to 24. */
final class Terminals {

    private Terminals() {
    }

    static boolean isTerminal(int descriptor) {
        return isTerminal(device(descriptor));
    }

    /** The path to which a descriptor's link in {@code /proc/self/fd} leads (proc(5)). Empty text: the descriptor is closed. */
    static String device(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor))).toString();
        } catch (IOException e) {
            // a closed descriptor has no link in /proc/self/fd
            return "";
        }
    }

    static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
    }
}
