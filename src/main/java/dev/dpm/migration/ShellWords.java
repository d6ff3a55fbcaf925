package dev.dpm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Splits a command line into words like a POSIX shell, but without replacing variables or patterns (XCU 2.2). */
final class ShellWords {

    static final String SHELL = "/bin/sh";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    /**
     * Text that only a shell understands: variables, patterns, pipes, lists, redirections, assignments before the
     * command.
     */
    private static final Pattern SHELLS = Pattern.compile("[$`|&;<>()*?\\[~!{#\\n]|^\\s*[A-Za-z_][A-Za-z0-9_]*=");
    private static final List<String> BUILT_IN = List.of("cd", "exec", "export", "source", ".", "if", "for", "while",
            "until", "case", "set", "unset", "ulimit", "umask", "trap", "eval", "wait", "alias", ":");

    private ShellWords() {
    }

    /** The words; empty: a quote is not closed, or the line ends with a backslash. */
    static Optional<List<String>> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'') {
                if (i + 1 == line.length()) {
                    return Optional.empty();
                }
                char next = line.charAt(++i);
                // within double quotes a backslash is a plain character before most other characters (XCU 2.2.3)
                if (quote == '"' && "\"\\".indexOf(next) < 0) {
                    word.append('\\');
                }
                word.append(next);
                isWord = true;
            } else if (quote != 0 && c == quote) {
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

    /** Whether the line contains anything that only a shell understands. */
    static boolean needsShell(String line) {
        String outside = line.replaceAll("'[^']*'", "x").replaceAll("\\\\.", "x");
        String first = line.strip().split("\\s", 2)[0];
        return SHELLS.matcher(outside).find() || BUILT_IN.contains(first);
    }

    /**
     * The command of a target for a shell's command line: plain words where they mean the same, otherwise
     * {@code sh -c}.
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
