package dev.dpm.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Requests;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;

/**
 * Runs the command {@code run} without the parser picocli if each word is a known option with one value. Loading picocli would
 * take a third of the time from the start of a container to the start of its program.
 */
public final class PlainRun {

    private PlainRun() {
    }

    /**
     * Runs the command line if each word is a known option with one value. Empty: it has another form, and nothing was done.
     */
    public static OptionalInt execute(CommandContext surroundings, String... args) {
        if (args.length == 0 || !args[0].equals("run")) {
            return OptionalInt.empty();
        }
        boolean daemon = args.length == 2 && args[1].equals("--daemon");
        Optional<Map<String, String>> flags = daemon ? Optional.of(Map.of()) : flags(args);
        if (flags.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(daemon
                    ? RunCommand.daemon(surroundings)
                    : RunCommand.run(Requests.of(flags.get(), WrittenCommand.command(args), surroundings),
                            surroundings));
        } catch (CommandFailed e) {
            Print.error(surroundings, Grammar.PROGRAM + ": " + e.getMessage());
            return OptionalInt.of(e.exitCode());
        }
    }

    /** The values of the options by name. Empty: a word is not a known option with one value. */
    static Optional<Map<String, String>> flags(String... args) {
        Map<String, String> flags = new LinkedHashMap<>();
        int at = 1;
        while (at < args.length && !args[at].equals("--")) {
            int equals = args[at].indexOf('=');
            boolean isJoined = equals > 0;
            String flag = isJoined ? args[at].substring(0, equals) : args[at];
            Optional<Option<?>> option = known(flag);
            Optional<String> value = isJoined ? Optional.of(args[at].substring(equals + 1)) : following(at, args);
            if (option.isEmpty() || value.isEmpty() || !add(flags, option.get(), value.get())) {
                return Optional.empty();
            }
            at += isJoined ? 1 : 2;
        }
        return WrittenCommand.endsWithDashes(args) ? Optional.empty() : Optional.of(flags);
    }

    private static Optional<Option<?>> known(String flag) {
        return flag.startsWith("--")
                ? Options.byName(flag.substring(2))
                        .filter(option -> flag.equals(option.flag()) || flag.equals(option.hyphenFlag()))
                        .filter(option -> option.isAllowedIn(Option.Place.FLAG))
                        .filter(option -> !option.isSwitch())
                : Optional.empty();
    }

    private static Optional<String> following(int at, String... args) {
        boolean isValue = at + 1 < args.length && !args[at + 1].isEmpty() && !args[at + 1].startsWith("-");
        return isValue ? Optional.of(args[at + 1]) : Optional.empty();
    }

    /**
     * Adds an option to the parsed ones.
     * @return false: the value is missing, or the option is given twice
     */
    private static boolean add(Map<String, String> flags, Option<?> option, String value) {
        String before = flags.get(option.name());
        if (value.isEmpty() || (before != null && !option.isRepeatable())) {
            return false;
        }
        flags.put(option.name(), before == null ? value : before + Settings.SEPARATOR + value);
        return true;
    }
}
