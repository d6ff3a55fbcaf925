package dev.dpm.process.output;

import java.util.OptionalInt;

/**
 * Parses the severity that a program may write before a line of its output, such as {@code <3>} (sd-daemon(3),
 * SyslogLevelPrefix= of systemd.exec(5)).
 */
public final class LevelPrefix {

    public static final int LENGTH = 3;

    private LevelPrefix() {
    }

    /**
     * The severity of a line, from 0 (emergency) to 7 (debug); empty if the line begins with no prefix such as {@code <3>}.
     *
     * @param from the index of the line's first byte
     * @param to the index after its last byte
     */
    public static OptionalInt of(byte[] bytes, int from, int to) {
        boolean isPrefix = to - from >= LENGTH && bytes[from] == '<' && bytes[from + 2] == '>' && bytes[from + 1] >= '0'
                && bytes[from + 1] <= '7';
        return isPrefix ? OptionalInt.of(bytes[from + 1] - '0') : OptionalInt.empty();
    }
}
