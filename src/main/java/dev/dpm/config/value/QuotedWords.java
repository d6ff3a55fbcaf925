package dev.dpm.config.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a line into words at white space outside quotes. The caller gives the rule for backslashes. */
public final class QuotedWords {

    public static final char NO_QUOTE = 0;

    /** The rule by which a backslash is an ordinary character. */
    public static final Backslash PLAIN = (line, at, quote) -> Optional.of(Read.BACKSLASH);

    /** The rule of a language for backslashes. */
    @FunctionalInterface
    public interface Backslash {

        /**
         * Reads a backslash and the characters that belong to it.
         *
         * @param at the index of the backslash
         * @param quote the open quote, or {@link #NO_QUOTE}
         * @return empty: the line ends too early
         */
        Optional<Read> read(String line, int at, char quote);
    }

    /**
     * A backslash with the characters that belong to it.
     *
     * @param text the text for which these characters stand together
     * @param length their number, with the backslash
     */
    public record Read(String text, int length) {

        /** A backslash that means itself. */
        public static final Read BACKSLASH = new Read("\\", 1);
    }

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isWord;
    private char quote = NO_QUOTE;

    private QuotedWords() {
    }

    /** Splits a line into words; empty: a quote is not closed, or the line ends after a backslash. */
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
