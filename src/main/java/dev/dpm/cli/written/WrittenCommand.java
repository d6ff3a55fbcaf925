package dev.dpm.cli.written;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.ParseResult;

/**
 * The command line after the command's name.
 * @param parsed the words before {@code --}
 * @param command the words after {@code --}: a target's command, or the arguments of its script
 */
public record WrittenCommand(ParseResult parsed, List<String> command) {

    /** The value of the option {@code status --watch} if the user gives none: the seconds between two outputs. */
    public static final String WATCH_SECONDS = "2";

    public WrittenCommand {
        command = List.copyOf(command);
    }

    /**
     * The words before {@code --}. If {@code --watch} has no value, its default is inserted.
     * @param takesCommand whether a target's command may follow; {@code --watch} then names files
     */
    public static String[] options(boolean takesCommand, String... behind) {
        int dashes = Arrays.asList(behind).indexOf("--");
        String[] options = Arrays.copyOf(behind, dashes < 0 ? behind.length : dashes);
        for (int i = 0; i < options.length; i++) {
            if (options[i].equals("--watch") && !takesCommand) {
                options[i] = "--watch=" + WATCH_SECONDS;
            }
        }
        return options;
    }

    public static List<String> command(String... behind) {
        List<String> all = Arrays.asList(behind);
        int dashes = all.indexOf("--");
        return dashes < 0 ? List.of() : all.subList(dashes + 1, all.size());
    }

    public static boolean endsWithDashes(String... behind) {
        return behind.length > 0 && Arrays.asList(behind).indexOf("--") == behind.length - 1;
    }

    /** The value of an option; empty: the option is not given. */
    public Optional<String> given(String name) {
        return Optional.ofNullable(parsed.matchedOptionValue(name, (String) null));
    }

    /** The values of an option that may be repeated. */
    List<String> texts(String name) {
        return List.of(parsed.matchedOptionValue(name, new String[0]));
    }

    public boolean has(String name) {
        return parsed.hasMatchedOption(name);
    }

    /** The words that select targets. Empty: the command line names none, and the command decides what this means. */
    public List<String> names() {
        return List.of(parsed.matchedPositionalValue(0, new String[0]));
    }

    public String requiredArgument() {
        return Optional.ofNullable(parsed.matchedPositionalValue(0, (String) null))
                .orElseThrow(() -> new IllegalStateException("the grammar lets nothing through without it"));
    }
}
