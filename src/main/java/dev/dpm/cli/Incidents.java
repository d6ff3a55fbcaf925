package dev.dpm.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.KnownIncident;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.pattern.Pattern;
import dev.dpm.pattern.Patterns;

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
     * @param word an id, {@code last}, or the name of a target, for the target's newest incident
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

    /** Finds patterns in the incidents of a target that are stored in a home; needs no daemon. */
    static final class KnownPatterns {

        /** The largest number of ids in the text; the JSON has all ids. */
        private static final int MOST_IDS = 6;

        private KnownPatterns() {
        }

        /**
         * The patterns of a target.
         *
         * @param all incidents of the home, newest first
         */
        static List<Pattern> of(String target, List<KnownIncident> all, ZoneId zone) {
            return Patterns.of(all.stream().filter(incident -> incident.target().equals(target)).limit(Patterns.MOST)
                    .flatMap(incident -> incident.trace().stream()).toList(), Instant.now(), zone);
        }

        static List<String> lines(String target, Pattern pattern) {
            List<String> ids = pattern.incidents();
            List<String> lines = new ArrayList<>();
            lines.add(target + ": " + pattern.sentence());
            lines.add("    " + pattern.chanceWords());
            lines.add("    proved by " + String.join(", ", ids.subList(0, Math.min(MOST_IDS, ids.size())))
                    + (ids.size() > MOST_IDS ? " and " + (ids.size() - MOST_IDS) + " more (--json names them)" : ""));
            return lines;
        }

        static Map<String, Object> json(String target, Pattern pattern) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("target", target);
            one.put("kind", pattern.kind().name());
            one.put("sentence", pattern.sentence());
            one.put("chance", pattern.chance());
            one.put("incidents", pattern.incidents());
            return one;
        }
    }
}
