package dev.dpm.migration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.dpm.config.value.QuotedWords;
import dev.dpm.config.value.QuotedWords.Read;

/** Splits a command line into words like a POSIX shell, but without replacing variables or patterns (XCU 2.2). */
final class ShellWords {

    static final String SHELL = "/bin/sh";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    /**
     * Matches text that only a shell understands: variables, patterns, pipes, lists, redirections, assignments before
     * the command.
     */
    private static final Pattern SHELLS = Pattern.compile("[$`|&;<>()*?\\[~!{#\\n]|^\\s*[A-Za-z_][A-Za-z0-9_]*=");
    private static final List<String> BUILT_IN = List.of("cd", "exec", "export", "source", ".", "if", "for", "while",
            "until", "case", "set", "unset", "ulimit", "umask", "trap", "eval", "wait", "alias", ":");

    private ShellWords() {
    }

    /** The words; empty: a quote is not closed, or the line ends with a backslash. */
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
        // within double quotes a backslash is a plain character before most other characters (XCU 2.2.3)
        boolean isKept = quote == '"' && "\"\\".indexOf(next) < 0;
        return Optional.of(new Read((isKept ? "\\" : "") + next, 2));
    }

    /** Whether the line contains anything that only a shell understands. */
    static boolean needsShell(String line) {
        String outside = line.replaceAll("'[^']*'", "x").replaceAll("\\\\.", "x");
        String first = line.strip().split("\\s", 2)[0];
        return SHELLS.matcher(outside).find() || BUILT_IN.contains(first);
    }

    /**
     * The command of a target for a shell's command line: the plain words if they mean the same without a shell,
     * otherwise {@code sh -c} with the line.
     */
    static List<String> command(String line) {
        Optional<List<String>> words = needsShell(line) ? Optional.empty() : split(line);
        return words.filter(list -> !list.isEmpty()).orElseGet(() -> List.of(SHELL, "-c", line.strip()));
    }

    /** The word, quoted so that a shell reads exactly this text. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The words as one line for a shell. */
    static String line(List<String> words) {
        return String.join(" ", words.stream().map(ShellWords::quoted).toList());
    }
}
