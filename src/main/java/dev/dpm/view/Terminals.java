package dev.dpm.view;

import java.util.Optional;

/** Port: returns the size of a terminal of this machine. Thread-safe. */
public interface Terminals {

    /**
     * The size; empty: no terminal.
     *
     * @param device such as {@code /dev/pts/3}
     */
    Optional<Size> size(String device);

    /** Columns and lines, at least 1. */
    record Size(int columns, int lines) {
    }
}
