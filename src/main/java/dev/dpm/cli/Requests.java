package dev.dpm.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Options;
import dev.dpm.config.Resolution;
import dev.dpm.config.StartRequest;
import dev.dpm.daemon.ProcFs;

/** Makes requests from the words of {@code start} and {@code run}, and checks whether they can be carried out. */
final class Requests {

    private Requests() {
    }

    static StartRequest of(WrittenCommand words, CommandContext surroundings, boolean foreground) {
        return new StartRequest(foreground, words.parsed().matchedPositionals().isEmpty()
                ? Optional.empty()
                : Optional.of(words.names().get(0)), OptionFlags.read(words), words.command(),
                surroundings.cwd(), ProcFs.system().umask(), surroundings.environment());
    }

    /** The request for a known target, by its name alone. */
    static StartRequest of(String name, CommandContext surroundings) {
        return new StartRequest(false, Optional.of(name), Map.of(), List.of(), surroundings.cwd(),
                ProcFs.system().umask(), surroundings.environment());
    }

    /** The request for {@code run} in its plain form. */
    static StartRequest of(Map<String, String> flags, List<String> command, CommandContext surroundings) {
        return new StartRequest(true, Optional.empty(), flags, command, surroundings.cwd(), ProcFs.system().umask(),
                surroundings.environment());
    }

    /** The request for a configuration file alone, for {@code check}. */
    static StartRequest ofFile(String file, CommandContext surroundings) {
        return new StartRequest(false, Optional.empty(), Map.of(Options.CONFIG.name(), file), List.of(),
                surroundings.cwd(), ProcFs.system().umask(), surroundings.environment());
    }

    /**
     * Resolves a request and prints its faults on stderr; creates nothing.
     *
     * @param needsPrograms false where the runner remembers the program, so the request need not name one
     * @return the exit code: 0 sound, 2 faults, 1 something is missing
     */
    static int validate(StartRequest request, CommandContext surroundings, boolean needsPrograms) {
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
}
