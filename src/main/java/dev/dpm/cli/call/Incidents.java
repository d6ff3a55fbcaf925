package dev.dpm.cli.call;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.KnownIncident;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.pattern.Pattern;
import dev.dpm.pattern.Patterns;
import dev.dpm.process.IncidentFiles;
import dev.dpm.process.WholeFile;

/** Reads the incidents of a home folder from disk, and from a running runner those that it could not write. */
public final class Incidents {

    private static final String LAST = "last";
    /** The HTTP status with which an earlier version of the runner answers a request for unwritten incidents. */
    private static final int NOT_FOUND = 404;

    private Incidents() {
    }

    /** All incidents of the home folder, newest first. If a running runner does not answer, a warning is printed on stderr. */
    public static List<KnownIncident> of(CommandContext surroundings) throws CommandFailed {
        RuntimeDirectory home = surroundings.home();
        // the runner is asked before the disk is read, so that an incident that it writes meanwhile is found on the disk
        String unwritten = unwritten(surroundings);
        try {
            List<KnownIncident> onDisk = KnownIncident.read(home);
            return unwritten.isEmpty() ? onDisk : KnownIncident.all(home, onDisk, unwritten);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }

    private static String unwritten(CommandContext surroundings) {
        try {
            RunnerLink link = RunnerLink.of(surroundings);
            Optional<DaemonRecord> daemon = link.find();
            if (daemon.isEmpty()) {
                return "";
            }
            HttpAnswer answer = link.requireClient(daemon.get()).get("unwritten-incidents", DaemonClient.TEXT);
            return answer.status() == NOT_FOUND ? "" : answer.orFail().body();
        } catch (CommandFailed | NoAnswer e) {
            Print.error(surroundings,
                    "WARNING these are the incidents on disk; the runner may have more in memory, but was"
                            + " not asked: " + e.getMessage());
            return "";
        }
    }

    public static String record(CommandContext surroundings, KnownIncident incident, String name, String accept)
            throws CommandFailed {
        if (incident.written()) {
            try {
                return new String(WholeFile.read(incident.file(name), IncidentFiles.LARGEST), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new CommandFailed(ExitCodes.FAILED,
                        "the incident " + incident.id() + " cannot be read: " + e.getMessage());
            }
        }
        RunnerLink link = RunnerLink.of(surroundings);
        DaemonRecord daemon = link.require();
        try {
            return link.requireClient(daemon).get("incidents/" + incident.id(), accept).orFail().body();
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity());
        }
    }

    /**
     * Finds an incident.
     * @param word an incident's id, {@code last}, or the name of a target
     */
    public static KnownIncident one(String word, CommandContext surroundings) throws CommandFailed {
        List<KnownIncident> all = of(surroundings);
        Optional<KnownIncident> found = word.equals(LAST)
                ? all.stream().findFirst()
                : all.stream().filter(incident -> incident.id().equals(word)).findFirst()
                        .or(() -> all.stream().filter(incident -> incident.target().equals(word)).findFirst());
        if (found.isEmpty()) {
            throw new CommandFailed(ExitCodes.USAGE, all.isEmpty()
                    ? "there are no incidents in " + surroundings.home().incidents()
                    : "there is no incident '" + word + "' and none of a target of that name; `incidents` lists them");
        }
        return found.get();
    }

    public static final class KnownPatterns {

        /** The largest number of incident ids in the printed text about similar incidents. The JSON contains all ids. */
        private static final int MOST_IDS = 6;

        private KnownPatterns() {
        }

        public static List<Pattern> of(String target, List<KnownIncident> all, ZoneId zone) {
            return Patterns.of(all.stream().filter(incident -> incident.target().equals(target)).limit(Patterns.MOST)
                    .flatMap(incident -> incident.trace().stream()).toList(), Instant.now(), zone);
        }

        public static List<String> lines(String target, Pattern pattern) {
            List<String> ids = pattern.incidents();
            List<String> lines = new ArrayList<>();
            lines.add(target + ": " + pattern.sentence());
            lines.add("    " + pattern.chanceWords());
            lines.add("    proved by " + String.join(", ", ids.subList(0, Math.min(MOST_IDS, ids.size())))
                    + (ids.size() > MOST_IDS ? " and " + (ids.size() - MOST_IDS) + " more (--json names them)" : ""));
            return lines;
        }

        public static Map<String, Object> json(String target, Pattern pattern) {
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
