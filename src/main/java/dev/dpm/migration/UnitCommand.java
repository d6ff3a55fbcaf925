package dev.dpm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command line of a systemd unit (systemd.service(5), COMMAND LINES). */
final class UnitCommand {

    /** A word that consists of one variable. systemd splits the variable's value into words. */
    private static final Pattern WORD = Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_]*");
    /** A variable within a word, or two dollar signs, which stand for one. */
    private static final Pattern INSIDE = Pattern.compile("(\\$\\$)|\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}");

    private static final Pattern OPERATOR = Pattern.compile("&&?|\\|[|&]?|[0-9]*(<|>|>>|>&)([0-9].*|/.*)?|&>>?.*");

    private UnitCommand() {
    }

    /**
     * A command of a unit.
     * @param prefixes the characters before the program, such as {@code -} and {@code +}
     */
    record Parsed(String prefixes, List<String> words) {

        /** The first word that a shell treats as an operator. systemd passes it to the program as an argument. */
        Optional<String> operator() {
            return words.stream().skip(1).filter(word -> OPERATOR.matcher(word).matches()).findFirst();
        }

        boolean mayFail() {
            return prefixes.contains("-");
        }

        /** Whether a prefix gives the command more rights than the unit has. */
        boolean isPrivileged() {
            return prefixes.contains("+") || prefixes.contains("!");
        }
    }

    /** Splits a line into commands at semicolons that are words of their own. Empty: the line is not valid. */
    static Optional<List<Parsed>> parse(String line) {
        List<Optional<Parsed>> commands = UnitWords.commands(line).stream().map(UnitCommand::command).toList();
        return commands.stream().allMatch(Optional::isPresent)
                ? Optional.of(commands.stream().map(Optional::orElseThrow).toList())
                : Optional.empty();
    }

    private static Optional<Parsed> command(String line) {
        int begin = 0;
        while (begin < line.length() && "-@:+!|".indexOf(line.charAt(begin)) >= 0) {
            begin++;
        }
        String prefixes = line.substring(0, begin);
        return UnitWords.split(line.substring(begin)).filter(words -> !words.isEmpty()).map(words -> {
            boolean isNamed = prefixes.contains("@") && words.size() > 1;
            List<String> plain = new ArrayList<>(words);
            plain.replaceAll(word -> word.equals("\\;") ? ";" : word);
            if (isNamed) {
                // the word for argv[0] is removed, since a target's argv[0] cannot differ from its program
                plain.remove(1);
            }
            return new Parsed(prefixes, List.copyOf(plain));
        });
    }

    /** The command of a target as words. If it contains variables, a shell replaces them. */
    static List<String> target(Parsed parsed) {
        boolean isPlain = parsed.prefixes().contains(":")
                || parsed.words().stream().noneMatch(UnitCommand::hasVariable);
        if (isPlain) {
            return parsed.words().stream().map(word -> word.replace("$$", "$")).toList();
        }
        return List.of(ShellWords.SHELL, "-c", "exec " + line(parsed));
    }

    /** The command as a line for a shell. A variable that is a word of its own is split into words, as by systemd. */
    static String line(Parsed parsed) {
        return String.join(" ", parsed.words().stream().map(UnitCommand::word).toList());
    }

    private static String word(String word) {
        if (WORD.matcher(word).matches()) {
            return word;
        }
        if (!hasVariable(word)) {
            return ShellWords.quoted(word.replace("$$", "$"));
        }
        StringBuilder whole = new StringBuilder("\"");
        Matcher place = INSIDE.matcher(word);
        int end = 0;
        while (place.find()) {
            whole.append(literal(word.substring(end, place.start())))
                    .append(place.group(1) == null ? place.group() : "\\$");
            end = place.end();
        }
        return whole.append(literal(word.substring(end))).append('"').toString();
    }

    /** Escapes a text that stands between double quotes in a shell (XCU 2.2.3). */
    private static String literal(String text) {
        return text.replaceAll("([\\\\\"`$])", "\\\\$1");
    }

    private static boolean hasVariable(String word) {
        return WORD.matcher(word).matches()
                || INSIDE.matcher(word).results().anyMatch(found -> found.group(1) == null);
    }
}
