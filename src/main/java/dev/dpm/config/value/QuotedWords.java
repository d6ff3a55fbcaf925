package dev.dpm.config.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a line into words at white space. Quotes of either kind protect white space. The meaning of a backslash is a
 * rule of the language in which the line is written. No other character is special.
 */
public final class QuotedWords {

    /** The value of {@code quote} where no quote is open. */
    public static final char NO_QUOTE = 0;

    /** The rule of a language in which a backslash is a character like any other. */
    public static final Backslash PLAIN = (line, at, quote) -> Optional.of(Read.BACKSLASH);

    /** The rule that a language has for backslashes. */
    @FunctionalInterface
    public interface Backslash {

        /**
         * Reads a backslash and the characters that belong to it.
         *
         * @param at the place of the backslash in the line
         * @param quote the quote that is open at this place, or {@link #NO_QUOTE}
         * @return empty: the line is incomplete
         */
        Optional<Read> read(String line, int at, char quote);
    }

    /**
     * A backslash and the characters that belong to it.
     *
     * @param text the text that they stand for
     * @param length the number of the line's characters, with the backslash; at least 1
     */
    public record Read(String text, int length) {

        /** A backslash that stands for itself. */
        public static final Read BACKSLASH = new Read("\\", 1);
    }

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isWord;
    private char quote = NO_QUOTE;

    private QuotedWords() {
    }

    /** The words; empty where a quote is not closed, or where the line ends with an incomplete escape. */
    public static Optional<List<String>> split(String line, Backslash rule) {
        QuotedWords split = new QuotedWords();
        int at = 0;
        while (at < line.length()) {
            if (line.charAt(at) == '\\') {
                Optional<Read> read = rule.read(line, at, split.quote);
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                split.add(read.get().text());
                at += read.get().length();
            } else {
                split.step(line.charAt(at));
                at++;
            }
        }
        split.end();
        return split.quote == NO_QUOTE ? Optional.of(List.copyOf(split.words)) : Optional.empty();
    }

    private void step(char c) {
        if (quote != NO_QUOTE && c == quote) {
            quote = NO_QUOTE;
        } else if (quote == NO_QUOTE && (c == '\'' || c == '"')) {
            quote = c;
            isWord = true;
        } else if (quote == NO_QUOTE && Character.isWhitespace(c)) {
            end();
        } else {
            add(String.valueOf(c));
        }
    }

    private void add(String text) {
        word.append(text);
        isWord = true;
    }

    private void end() {
        if (isWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        isWord = false;
    }
}
