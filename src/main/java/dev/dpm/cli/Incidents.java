package dev.dpm.cli;

import java.util.List;
import java.util.Optional;

import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.KnownIncident;
import dev.dpm.daemon.RuntimeDirectory;

/** Reads the incidents of a home from disk; needs no daemon. */
final class Incidents {

    private static final String LAST = "last";

    private Incidents() {
    }

    /** All incidents, newest first. */
    static List<KnownIncident> of(RuntimeDirectory home) throws CommandFailed {
        try {
            return KnownIncident.read(home);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }

    /**
     * One incident.
     *
     * @param word an id, {@code last}, or the name of a target for its newest one
     */
    static KnownIncident one(String word, RuntimeDirectory home) throws CommandFailed {
        List<KnownIncident> all = of(home);
        Optional<KnownIncident> found = word.equals(LAST)
                ? all.stream().findFirst()
                : all.stream().filter(incident -> incident.id().equals(word)).findFirst()
                        .or(() -> all.stream().filter(incident -> incident.target().equals(word)).findFirst());
        if (found.isEmpty()) {
            throw new CommandFailed(ExitCodes.USAGE, all.isEmpty()
                    ? "there are no incidents in " + home.incidents()
                    : "there is no incident '" + word + "' and none of a target of that name; `incidents` lists them");
        }
        return found.get();
    }
}
