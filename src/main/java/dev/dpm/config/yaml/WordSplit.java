package dev.dpm.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a line into words at blanks. Quotes of either kind protect blanks. No other character is special: there are no
 * variables, patterns, pipes or backslashes.
 */
final class WordSplit {

    private WordSplit() {
    }

    /** The words; empty where a quote is not closed. */
    static Optional<List<String>> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                isWord = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (isWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                isWord = false;
            } else {
                word.append(c);
                isWord = true;
            }
        }
        if (isWord) {
            words.add(word.toString());
        }
        return quote == 0 ? Optional.of(List.copyOf(words)) : Optional.empty();
    }
}
