package dev.dpm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A command line of a unit: systemd.service(5), COMMAND LINES. */
final class UnitCommand {

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\{[A-Za-z_][A-Za-z0-9_]*\\}|[A-Za-z_][A-Za-z0-9_]*)");

    private UnitCommand() {
    }

    /**
     * One command.
     *
     * @param prefixes the signs before the program, such as {@code -} and {@code +}
     */
    record Parsed(String prefixes, List<String> words) {

        /** Whether a failure counts as none. */
        boolean mayFail() {
            return prefixes.contains("-");
        }
    }

    /** The words; empty where a quote has no other half. */
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
                // the second word is only what the program sees as its own name
                plain.remove(1);
            }
            return new Parsed(prefixes, List.copyOf(plain));
        });
    }

    /** As words of a target: variables are looked up by a shell when the target is launched. */
    static List<String> target(Parsed parsed) {
        boolean isPlain = parsed.prefixes().contains(":")
                || parsed.words().stream().noneMatch(UnitCommand::hasVariable);
        if (isPlain) {
            return parsed.words().stream().map(word -> word.replace("$$", "$")).toList();
        }
        return List.of(ShellWords.SHELL, "-c", "exec " + line(parsed));
    }

    /** As one line for a shell: a variable that is a word by itself is split at blanks, others are not. */
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

    /** Two dollars are one that is no variable's. */
    private static boolean hasVariable(String word) {
        return VARIABLE.matcher(word.replace("$$", "")).find();
    }
}
