package dev.dpm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command line of a systemd unit (systemd.service(5), COMMAND LINES). */
final class UnitCommand {

    /** Matches a word of a command that is only a variable; systemd splits the value of such a variable at blanks. */
    private static final Pattern WORD = Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_]*");
    /**
     * Matches a variable within a word of a command, which must have braces, or two dollar signs, which mean one plain
     * dollar sign.
     */
    private static final Pattern INSIDE = Pattern.compile("(\\$\\$)|\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}");

    /** Matches a word that is an operator for a shell (XCU 2.10.2), such as a redirection or {@code &&}. */
    private static final Pattern OPERATOR = Pattern.compile("&&?|\\|[|&]?|[0-9]*(<|>|>>|>&)([0-9].*|/.*)?|&>>?.*");

    private UnitCommand() {
    }

    /**
     * A command line of a unit, split into words.
     *
     * @param prefixes the special characters before the program, such as {@code -} and {@code +}
     */
    record Parsed(String prefixes, List<String> words) {

        /** The first word that a shell would take as an operator; systemd gives it to the program as an argument. */
        Optional<String> operator() {
            return words.stream().skip(1).filter(word -> OPERATOR.matcher(word).matches()).findFirst();
        }

        /** Whether systemd ignores a failure of the command. */
        boolean mayFail() {
            return prefixes.contains("-");
        }

        /** Whether systemd runs the command with more rights than the rest of the unit. */
        boolean isPrivileged() {
            return prefixes.contains("+") || prefixes.contains("!");
        }
    }

    /**
     * Splits a line of a unit into commands, each with prefixes and words. A semicolon that is a word of its own
     * separates two commands. Empty if a quote in the line is not closed, or if a command is empty.
     */
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
                // after the prefix @, the second word is the name that the process shows (argv[0]); a target cannot set
                // that name, so the word is dropped
                plain.remove(1);
            }
            return new Parsed(prefixes, List.copyOf(plain));
        });
    }

    /** The command as the words of a target. If variables must be replaced at the launch, the words start a shell. */
    static List<String> target(Parsed parsed) {
        boolean isPlain = parsed.prefixes().contains(":")
                || parsed.words().stream().noneMatch(UnitCommand::hasVariable);
        if (isPlain) {
            return parsed.words().stream().map(word -> word.replace("$$", "$")).toList();
        }
        return List.of(ShellWords.SHELL, "-c", "exec " + line(parsed));
    }

    /**
     * The command as a line for a shell. As under systemd, the value of a variable that is a whole word is split at
     * blanks, and the value of a variable within a word is not.
     */
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

    /** Escapes a text for use between double quotes, so that a shell replaces nothing in it (XCU 2.2.3). */
    private static String literal(String text) {
        return text.replaceAll("([\\\\\"`$])", "\\\\$1");
    }

    /**
     * Whether systemd replaces a variable in the word of a command. Within a word, systemd leaves {@code $NAME} without
     * braces unchanged.
     */
    private static boolean hasVariable(String word) {
        return WORD.matcher(word).matches()
                || INSIDE.matcher(word).results().anyMatch(found -> found.group(1) == null);
    }
}
