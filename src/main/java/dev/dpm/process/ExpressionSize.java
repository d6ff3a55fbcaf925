package dev.dpm.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates the number of instructions that a regular expression compiles to: one for each character, times its
 * repetitions.
 */
final class ExpressionSize {

    /**
     * The largest size that this class returns. Without this bound, the product of a few repetitions would overflow.
     */
    private static final long LARGEST = Integer.MAX_VALUE;

    private final String text;
    /**
     * The sizes, in instructions, of the parsed parts of the groups that are not closed yet; the outermost group comes
     * first.
     */
    private final Deque<Long> sums = new ArrayDeque<>();
    private long sum;
    /**
     * The size, in instructions, of the last character, class or group. A repetition that follows multiplies this
     * size.
     */
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
     * Skips a character class of the expression. Its first character belongs to the class, even if that character is a
     * bracket. For a class without an end, the compiler of the expression reports the error.
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
     * Multiplies the size of the last part by a repetition {@code {3}}, {@code {3,}} or {@code {3,5}}; any other text
     * between braces is literal text.
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
