package dev.dpm.cli.written;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.ParseResult;

/**
 * The words after a command's name.
 *
 * @param parsed the words before the first {@code --}
 * @param command the words after the first {@code --}: a target's command, or the arguments of its script
 */
public record WrittenCommand(ParseResult parsed, List<String> command) {

    /** The number of seconds between two refreshes of {@code status} for {@code --watch} without a value. */
    public static final String WATCH_SECONDS = "2";

    public WrittenCommand {
        command = List.copyOf(command);
    }

    /**
     * The words that picocli parses: all before the first {@code --}. A {@code --watch} without a value gets its
     * default.
     *
     * @param takesCommand whether a target's command line may follow; the option {@code --watch} of such commands names
     *     files and always has a value
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

    /** The words of a command line after its first {@code --}. */
    public static List<String> command(String... behind) {
        List<String> all = Arrays.asList(behind);
        int dashes = all.indexOf("--");
        return dashes < 0 ? List.of() : all.subList(dashes + 1, all.size());
    }

    /** Whether the first {@code --} is the last word of the command line. */
    public static boolean endsWithDashes(String... behind) {
        return behind.length > 0 && Arrays.asList(behind).indexOf("--") == behind.length - 1;
    }

    /** The text that the user gave for an option of the command; empty if the user gave none. */
    public Optional<String> given(String name) {
        return Optional.ofNullable(parsed.matchedOptionValue(name, (String) null));
    }

    /** The texts that the user gave for an option of the command that may be written several times. */
    List<String> texts(String name) {
        return List.of(parsed.matchedOptionValue(name, new String[0]));
    }

    public boolean has(String name) {
        return parsed.hasMatchedOption(name);
    }

    /** The words that select targets; if empty, the command applies to all targets, or to the only one. */
    public List<String> names() {
        return List.of(parsed.matchedPositionalValue(0, new String[0]));
    }

    /** The text that the user gave for the command's required argument. */
    public String requiredArgument() {
        return Optional.ofNullable(parsed.matchedPositionalValue(0, (String) null))
                .orElseThrow(() -> new IllegalStateException("the grammar lets nothing through without it"));
    }
}
