package dev.dpm.view;

import java.util.Optional;

/** Port: tells the size of this machine's terminals on behalf of a client. May be used from any thread. */
public interface Terminals {

    /**
     * The size of a terminal; empty where the device is no terminal, or does not know its size.
     *
     * @param device the device, such as {@code /dev/pts/3}
     */
    Optional<Size> size(String device);

    /** Columns and lines, each at least 1. */
    record Size(int columns, int lines) {
    }
}
