package dev.dpm.config.yaml;

import java.util.List;
import java.util.Optional;

import dev.dpm.config.value.QuotedWords;

/** Splits a line at blanks outside quotes. Variables, patterns, pipes and backslashes are ordinary characters. */
final class WordSplit {

    private WordSplit() {
    }

    /** The words of a line; empty: a quote is not closed. */
    static Optional<List<String>> split(String line) {
        return QuotedWords.split(line, QuotedWords.PLAIN);
    }
}
