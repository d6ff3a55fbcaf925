package dev.dpm.config.yaml;

import java.util.List;
import java.util.Optional;

import dev.dpm.config.value.QuotedWords;

/**
 * Splits a line into words at blanks. Quotes of either kind protect blanks. No other character is special: there are no
 * variables, patterns, pipes or backslashes.
 */
final class WordSplit {

    private WordSplit() {
    }

    /** The words; empty where a quote is not closed. */
    static Optional<List<String>> split(String line) {
        return QuotedWords.split(line, QuotedWords.PLAIN);
    }
}
