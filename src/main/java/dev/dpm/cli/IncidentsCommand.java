package dev.dpm.cli;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.dpm.daemon.KnownIncident;
import dev.dpm.daemon.RuntimeDirectory;
import picocli.CommandLine.Model.CommandSpec;

/** {@code incidents}: when a target was in trouble, why, and what was done. */
final class IncidentsCommand implements Command {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String DEFAULT_LINES = "20";
    private static final int MOST_LINES = 10_000;
    private static final String INDENT = "    ";

    @Override
    public CommandSpec spec() {
        return new Grammar("incidents", "[NAME...] [-n N]",
                "Shows why targets ended, were restarted or were in trouble, newest first; works without a daemon.")
                .value("N", "the newest that many, at most " + MOST_LINES + " (default: " + DEFAULT_LINES + ")", "-n",
                        "--lines")
                .names(Names.DOC).example("incidents", "incidents web -n 5");
    }

    @Override
    public int run(Words words, Surroundings surroundings) throws CommandFailed {
        int most = Numbers.lines("-n", words.given("-n").orElse(DEFAULT_LINES), MOST_LINES);
        RuntimeDirectory home = surroundings.home();
        List<String> names = Names.of(words.names(), home);
        List<KnownIncident> incidents = Incidents.of(home).stream()
                .filter(incident -> names.isEmpty() || names.contains(incident.target())).limit(most).toList();
        if (incidents.isEmpty()) {
            Print.error(surroundings, names.isEmpty()
                    ? "there are no incidents in " + home.incidents()
                    : "there are no incidents of " + String.join(", ", names) + " in " + home.incidents());
            return ExitCodes.DONE;
        }
        ZoneId zone = zone(surroundings);
        int target = Math.max("TARGET".length(),
                incidents.stream().mapToInt(one -> one.target().length()).max().orElse(0));
        int cause = Math.max("CAUSE".length(),
                incidents.stream().mapToInt(one -> one.cause().length()).max().orElse(0));
        String row = "%-19s  %-" + target + "s  %-" + cause + "s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, row, "WHEN", "TARGET", "CAUSE", "INCIDENT"));
        for (KnownIncident incident : incidents) {
            lines.add(String.format(Locale.ROOT, row, MOMENT.withZone(zone).format(incident.at()), incident.target(),
                    incident.cause(), incident.id()));
            lines.add(INDENT + incident.sentence());
            lines.add(INDENT + "done: " + incident.done());
        }
        Print.text(surroundings, String.join("\n", lines));
        return ExitCodes.DONE;
    }

    private static ZoneId zone(Surroundings surroundings) {
        try {
            return ZoneId.of(Zone.id(surroundings.environment()));
        } catch (DateTimeException e) {
            return ZoneId.of("UTC");
        }
    }
}
