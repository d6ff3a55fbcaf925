package dev.dpm.process.output;

import java.util.OptionalInt;

/**
 * The severity that a program may write in front of a line of its output, such as {@code <3>} for an error. systemd reads
 * this prefix from the output of its services (sd-daemon(3), and SyslogLevelPrefix= in systemd.exec(5)).
 */
public final class LevelPrefix {

    /** The number of bytes of the prefix. */
    public static final int LENGTH = 3;

    private LevelPrefix() {
    }

    /**
     * The severity in front of a line, from 0 (emergency) to 7 (debug) as in syslog(3); empty if the line has no such
     * prefix.
     *
     * @param from the index of the line's first byte
     * @param to the index after the line's last byte
     */
    public static OptionalInt of(byte[] bytes, int from, int to) {
        boolean isPrefix = to - from >= LENGTH && bytes[from] == '<' && bytes[from + 2] == '>' && bytes[from + 1] >= '0'
                && bytes[from + 1] <= '7';
        return isPrefix ? OptionalInt.of(bytes[from + 1] - '0') : OptionalInt.empty();
    }
}
