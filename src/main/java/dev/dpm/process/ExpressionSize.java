package dev.dpm.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates the number of instructions to which the engine RE2 compiles a regular expression: one for each character,
 * multiplied by its repetitions.
 */
final class ExpressionSize {

    /** The largest result. Larger numbers are replaced by it, so that no product overflows. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private final String text;
    /** The sizes of the groups that are not closed yet, the outermost first. */
    private final Deque<Long> sums = new ArrayDeque<>();
    private long sum;
    /** The size of the last character, class or group, which a repetition multiplies. */
    private long last;
    private int at;

    ExpressionSize(String text) {
        this.text = text;
    }

    long instructions() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '(' -> open();
                case ')' -> close();
                case '{' -> repeat();
                case '[' -> skipClass();
                case '\\' -> {
                    at++;
                    add(1);
                }
                default -> add(1);
            }
        }
        while (!sums.isEmpty()) {
            close();
        }
        return sum;
    }

    private void add(long size) {
        last = size;
        sum = Math.min(LARGEST, sum + size);
    }

    private void open() {
        sums.push(sum);
        sum = 0;
    }

    private void close() {
        long group = sum + 1;
        sum = sums.isEmpty() ? 0 : sums.pop();
        add(group);
    }

    /**
     * Skips a character class such as {@code [a-z]}. A closing bracket as the first character is a member of the class.
     */
    private void skipClass() {
        at += at < text.length() && text.charAt(at) == '^' ? 2 : 1;
        while (at < text.length() && text.charAt(at) != ']') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        add(1);
    }

    /**
     * Multiplies {@link #last} by a repetition such as {@code {3}}, {@code {3,}} or {@code {3,5}}. Other braces are plain
     * text.
     */
    private void repeat() {
        int end = text.indexOf('}', at);
        String range = end < 0 ? "" : text.substring(at, end);
        if (!range.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
            add(1);
            return;
        }
        long most = 1;
        for (String count : range.split(",")) {
            most = Math.max(most, Long.parseLong(count));
        }
        sum -= last;
        add(Math.min(LARGEST, last * most));
        at = end + 1;
    }
}
