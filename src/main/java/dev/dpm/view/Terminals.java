package dev.dpm.view;

import java.util.Optional;

/** Returns the size of a terminal of this machine. Thread-safe. */
public interface Terminals {

    /**
     * The size of a terminal. Empty: the device is no terminal.
     * @param device the path of the device, such as {@code /dev/pts/3}
     */
    Optional<Size> size(String device);

    /** The size of a terminal in columns and lines, each at least 1. */
    record Size(int columns, int lines) {
    }
}
