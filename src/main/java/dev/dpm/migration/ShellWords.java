package dev.dpm.migration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.dpm.config.value.QuotedWords;
import dev.dpm.config.value.QuotedWords.Read;

/** Splits a command into words like a POSIX shell, but without variables and patterns (XCU 2.2). */
final class ShellWords {

    static final String SHELL = "/bin/sh";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern SHELLS = Pattern.compile("[$`|&;<>()*?\\[~!{#\\n]|^\\s*[A-Za-z_][A-Za-z0-9_]*=");
    private static final List<String> BUILT_IN = List.of("cd", "exec", "export", "source", ".", "if", "for", "while",
            "until", "case", "set", "unset", "ulimit", "umask", "trap", "eval", "wait", "alias", ":");

    private ShellWords() {
    }

    /** The words of a command. Empty: a quote is not closed, or a backslash is the last character. */
    static Optional<List<String>> split(String line) {
        return QuotedWords.split(line, ShellWords::escape);
    }

    private static Optional<Read> escape(String line, int at, char quote) {
        if (quote == '\'') {
            return Optional.of(Read.BACKSLASH);
        }
        if (at + 1 == line.length()) {
            return Optional.empty();
        }
        char next = line.charAt(at + 1);
        // within double quotes, a backslash before most characters is an ordinary character (XCU 2.2.3)
        boolean isKept = quote == '"' && "\"\\".indexOf(next) < 0;
        return Optional.of(new Read((isKept ? "\\" : "") + next, 2));
    }

    static boolean needsShell(String line) {
        String outside = line.replaceAll("'[^']*'", "x").replaceAll("\\\\.", "x");
        String first = line.strip().split("\\s", 2)[0];
        return SHELLS.matcher(outside).find() || BUILT_IN.contains(first);
    }

    /** The words of a line. If only a shell can interpret the line: {@code sh -c} and the line. */
    static List<String> command(String line) {
        Optional<List<String>> words = needsShell(line) ? Optional.empty() : split(line);
        return words.filter(list -> !list.isEmpty()).orElseGet(() -> List.of(SHELL, "-c", line.strip()));
    }

    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    static String line(List<String> words) {
        return String.join(" ", words.stream().map(ShellWords::quoted).toList());
    }
}
