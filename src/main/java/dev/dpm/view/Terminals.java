package dev.dpm.view;

import java.util.Optional;

/** The terminals of this machine, of which a command that looks asks the size. Safe from any thread. */
public interface Terminals {

    /** @param device such as {@code /dev/pts/3}; empty: no terminal, or one that does not know its size */
    Optional<Size> size(String device);

    /** Columns and lines, each at least 1. */
    record Size(int columns, int lines) {
    }
}
