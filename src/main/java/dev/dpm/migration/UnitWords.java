package dev.dpm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits a value of a systemd unit into words (systemd.syntax(7), QUOTING). Unlike in a shell, C escapes hold inside
 * both kinds of quotes and outside of them, and a backslash before any other character stays.
 */
final class UnitWords {

    private static final Map<Character, Character> ESCAPES = Map.ofEntries(Map.entry('a', '\u0007'),
            Map.entry('b', '\b'), Map.entry('f', '\f'), Map.entry('n', '\n'), Map.entry('r', '\r'),
            Map.entry('t', '\t'), Map.entry('v', '\u000b'), Map.entry('\\', '\\'), Map.entry('"', '"'),
            Map.entry('\'', '\''), Map.entry('s', ' '));
    private static final int HEX_DIGITS = 2;
    private static final int HEX = 16;

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isWord;
    private char quote;
    private int at;

    private UnitWords(String line) {
        this.line = line;
    }

    /** The words; empty: a quote is not closed. */
    static Optional<List<String>> split(String line) {
        UnitWords words = new UnitWords(line);
        while (words.at < line.length()) {
            words.step(line.charAt(words.at));
            words.at++;
        }
        words.end();
        return words.quote == 0 ? Optional.of(List.copyOf(words.words)) : Optional.empty();
    }

    private void step(char c) {
        if (c == '\\') {
            escape();
        } else if (quote != 0 && c == quote) {
            quote = 0;
        } else if (quote == 0 && (c == '\'' || c == '"')) {
            quote = c;
            isWord = true;
        } else if (quote == 0 && Character.isWhitespace(c)) {
            end();
        } else {
            add(c);
        }
    }

    private void escape() {
        char next = at + 1 < line.length() ? line.charAt(at + 1) : 0;
        Optional<Character> hex = next == 'x' ? hex() : Optional.empty();
        if (hex.isPresent()) {
            add(hex.get());
            at += 1 + HEX_DIGITS;
        } else if (ESCAPES.containsKey(next)) {
            add(ESCAPES.get(next));
            at++;
        } else {
            add('\\');
        }
    }

    private Optional<Character> hex() {
        int from = at + HEX_DIGITS;
        String digits = line.substring(Math.min(from, line.length()), Math.min(from + HEX_DIGITS, line.length()));
        return digits.matches("[0-9A-Fa-f]{2}") && !digits.equals("00")
                ? Optional.of((char) Integer.parseInt(digits, HEX))
                : Optional.empty();
    }

    private void add(char c) {
        word.append(c);
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
