package dev.dpm.config.yaml;

import java.util.List;
import java.util.Optional;

import dev.dpm.config.value.QuotedWords;

/**
 * Splits a line into words at blanks. Blanks within quotes of either kind do not split. No other character is special:
 * there are no variables, patterns, pipes or backslashes.
 */
final class WordSplit {

    private WordSplit() {
    }

    /** Splits a line into words; empty if a quote is not closed. */
    static Optional<List<String>> split(String line) {
        return QuotedWords.split(line, QuotedWords.PLAIN);
    }
}
