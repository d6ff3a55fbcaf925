package dev.dpm.cli.written;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.daemon.ProcFs;

/** Creates and checks requests to start targets, from the words of {@code start} and {@code run}. */
public final class Requests {

    private Requests() {
    }

    public static StartRequest of(WrittenCommand words, CommandContext surroundings, boolean foreground) {
        return new StartRequest(foreground, words.parsed().matchedPositionals().isEmpty()
                ? Optional.empty()
                : Optional.of(words.names().get(0)), OptionFlags.read(words), words.command(),
                surroundings.cwd(), ProcFs.system().umask(), surroundings.environment());
    }

    public static StartRequest of(String name, CommandContext surroundings) {
        return new StartRequest(false, Optional.of(name), Map.of(), List.of(), surroundings.cwd(),
                ProcFs.system().umask(), surroundings.environment());
    }

    /** Creates the request of a {@code run} that {@link dev.dpm.cli.PlainRun} has parsed. */
    public static StartRequest of(Map<String, String> flags, List<String> command, CommandContext surroundings) {
        return new StartRequest(true, Optional.empty(), flags, command, surroundings.cwd(), ProcFs.system().umask(),
                surroundings.environment());
    }

    /** Creates the request of the command {@code check}. */
    public static StartRequest ofFile(String file, CommandContext surroundings) {
        return new StartRequest(false, Optional.empty(), Map.of(Options.CONFIG.name(), file), List.of(),
                surroundings.cwd(), ProcFs.system().umask(), surroundings.environment());
    }

    /**
     * Prints the faults of a request on stderr.
     * @param needsPrograms whether the request must name a program
     * @return the exit code; 0: no fault; 2: faults; 1: a script or program is missing
     */
    public static int validate(StartRequest request, CommandContext surroundings, boolean needsPrograms) {
        Resolution resolution = surroundings.resolve().apply(request);
        for (String warning : resolution.warnings()) {
            surroundings.err().println("WARNING " + warning);
        }
        for (ConfigFault fault : resolution.faults()) {
            surroundings.err().println(Grammar.PROGRAM + ": " + fault);
        }
        if (!resolution.faults().isEmpty()) {
            return ExitCodes.USAGE;
        }
        if (!needsPrograms) {
            return ExitCodes.DONE;
        }
        for (String sentence : resolution.missing()) {
            surroundings.err().println("CRITICAL " + sentence);
        }
        return resolution.missing().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    /** Declares the options of {@code start} and {@code run} to picocli. */
    public static final class OptionFlags {

        private OptionFlags() {
        }

        public static void declare(Grammar grammar) {
            for (Option<?> option : Options.all()) {
                if (option.isAllowedIn(Option.Place.FLAG)) {
                    declare(grammar, option);
                }
            }
        }

        private static void declare(Grammar grammar, Option<?> option) {
            String doc = option.doc() + option.defaultText().map(text -> " (default: " + text + ")").orElse("");
            String[] names = option.flag().equals(option.hyphenFlag())
                    ? new String[]{option.flag()}
                    : new String[]{option.flag(), option.hyphenFlag()};
            if (option.isSwitch()) {
                grammar.flag(option.doc(), names);
            } else if (option.isRepeatable()) {
                grammar.values(option.metavar(), doc + "; may be given several times", names);
            } else {
                grammar.value(option.metavar(), doc, names);
            }
        }

        /**
         * Whether the arguments before {@code --} name a script. The words after {@code --} are then the script's arguments.
         */
        public static boolean nameScript(WrittenCommand words) {
            return words.has(Options.SCRIPT_PATH.flag()) || words.has(Options.PROCESS_NAME.flag());
        }

        /** The values of the options in the command line, by the option's name. */
        public static Map<String, String> read(WrittenCommand words) {
            Map<String, String> flags = new LinkedHashMap<>();
            for (Option<?> option : Options.all()) {
                if (!words.has(option.flag())) {
                    continue;
                }
                if (option.isSwitch()) {
                    flags.put(option.name(), "true");
                } else if (option.isRepeatable()) {
                    flags.put(option.name(),
                            String.join(Settings.SEPARATOR,
                                    words.parsed().matchedOptionValue(option.flag(), new String[0])));
                } else {
                    flags.put(option.name(), words.given(option.flag()).orElse(""));
                }
            }
            return flags;
        }
    }
}
