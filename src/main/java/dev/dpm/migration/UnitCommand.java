package dev.dpm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A command line of a systemd unit: systemd.service(5), COMMAND LINES. */
final class UnitCommand {

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\{[A-Za-z_][A-Za-z0-9_]*\\}|[A-Za-z_][A-Za-z0-9_]*)");

    private UnitCommand() {
    }

    /**
     * A command of a unit.
     *
     * @param prefixes the characters before the program, such as {@code -} and {@code +}
     */
    record Parsed(String prefixes, List<String> words) {

        /** Whether systemd ignores a failure of the command. */
        boolean mayFail() {
            return prefixes.contains("-");
        }
    }

    /** Splits the line; empty: the line has a quote that is not closed. */
    static Optional<Parsed> parse(String line) {
        int begin = 0;
        while (begin < line.length() && "-@:+!|".indexOf(line.charAt(begin)) >= 0) {
            begin++;
        }
        String prefixes = line.substring(0, begin);
        return ShellWords.split(line.substring(begin)).filter(words -> !words.isEmpty()).map(words -> {
            boolean isNamed = prefixes.contains("@") && words.size() > 1;
            List<String> plain = new ArrayList<>(words);
            if (isNamed) {
                // the prefix @ makes the second word the process's own name (argv[0]), which a target cannot set
                plain.remove(1);
            }
            return new Parsed(prefixes, List.copyOf(plain));
        });
    }

    /** The command as the words of a target; a shell is added where variables must be replaced at the launch. */
    static List<String> target(Parsed parsed) {
        boolean isPlain = parsed.prefixes().contains(":")
                || parsed.words().stream().noneMatch(UnitCommand::hasVariable);
        if (isPlain) {
            return parsed.words().stream().map(word -> word.replace("$$", "$")).toList();
        }
        return List.of(ShellWords.SHELL, "-c", "exec " + line(parsed));
    }

    /**
     * The command as a line for a shell. A variable that is a whole word is split at blanks, as systemd does; variables
     * inside a word are not.
     */
    static String line(Parsed parsed) {
        return String.join(" ", parsed.words().stream().map(UnitCommand::word).toList());
    }

    private static String word(String word) {
        if (word.matches("\\$[A-Za-z_][A-Za-z0-9_]*")) {
            return word;
        }
        if (!hasVariable(word)) {
            return ShellWords.quoted(word.replace("$$", "$"));
        }
        return "\"" + word.replace("$$", "\\$").replaceAll("([\"`])", "\\\\$1") + "\"";
    }

    /** Whether the word refers to a variable; two dollar signs stand for one plain dollar sign. */
    private static boolean hasVariable(String word) {
        return VARIABLE.matcher(word.replace("$$", "")).find();
    }
}
