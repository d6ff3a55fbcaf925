package dev.dpm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.value.QuotedWords;
import dev.dpm.config.value.QuotedWords.Read;

/** Splits a value in a unit file into words (systemd.syntax(7), QUOTING). Escapes have the form of the language C. */
final class UnitWords {

    private static final Map<Character, Character> ESCAPES = Map.ofEntries(Map.entry('a', '\u0007'),
            Map.entry('b', '\b'), Map.entry('f', '\f'), Map.entry('n', '\n'), Map.entry('r', '\r'),
            Map.entry('t', '\t'), Map.entry('v', '\u000b'), Map.entry('\\', '\\'), Map.entry('"', '"'),
            Map.entry('\'', '\''), Map.entry('s', ' '));
    private static final int HEX_DIGITS = 2;
    private static final int HEX = 16;

    private UnitWords() {
    }

    /** Splits a value in a unit file into words. Empty: a quote is not closed. */
    static Optional<List<String>> split(String line) {
        return QuotedWords.split(line, (text, at, quote) -> Optional.of(escape(text, at + 1)));
    }

    /** The commands of a value, which are separated by semicolons that are words of their own. */
    static List<String> commands(String line) {
        List<String> commands = new ArrayList<>();
        char quote = QuotedWords.NO_QUOTE;
        int begin = 0;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == quote) {
                quote = QuotedWords.NO_QUOTE;
            } else if (quote == QuotedWords.NO_QUOTE && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote == QuotedWords.NO_QUOTE && c == ';' && isBlank(line, at - 1) && isBlank(line, at + 1)) {
                commands.add(line.substring(begin, at).strip());
                begin = at + 1;
            }
        }
        commands.add(line.substring(begin).strip());
        // empty commands are removed, since no command follows a semicolon at the end
        commands.removeIf(command -> command.isEmpty() && commands.size() > 1);
        return commands;
    }

    private static boolean isBlank(String line, int at) {
        return at < 0 || at >= line.length() || Character.isWhitespace(line.charAt(at));
    }

    /**
     * Reads an escape sequence.
     * @param at the index after the backslash
     */
    private static Read escape(String line, int at) {
        char next = at < line.length() ? line.charAt(at) : 0;
        Optional<Character> hex = next == 'x' ? hex(line, at + 1) : Optional.empty();
        return hex.map(c -> new Read(String.valueOf(c), 2 + HEX_DIGITS))
                .orElseGet(() -> ESCAPES.containsKey(next)
                        ? new Read(String.valueOf(ESCAPES.get(next)), 2)
                        : Read.BACKSLASH);
    }

    private static Optional<Character> hex(String line, int at) {
        String digits = line.substring(Math.min(at, line.length()), Math.min(at + HEX_DIGITS, line.length()));
        return digits.matches("[0-9A-Fa-f]{2}") && !digits.equals("00")
                ? Optional.of((char) Integer.parseInt(digits, HEX))
                : Optional.empty();
    }
}
