package dev.dpm.view;

import java.util.Optional;

/** Port: tells the size of this machine's terminals on behalf of a client. May be used from any thread. */
public interface Terminals {

    /**
     * The size of a terminal.
     *
     * @param device such as {@code /dev/pts/3}; the result is empty where that is no terminal, or does not know its
     *     size
     */
    Optional<Size> size(String device);

    /** Columns and lines, each at least 1. */
    record Size(int columns, int lines) {
    }
}
