package dev.dpm.cli;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Incidents;
import dev.dpm.cli.call.Incidents.KnownPatterns;
import dev.dpm.cli.call.JsonText;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.call.ScreenQuery.Zone;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.Numbers;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.KnownIncident;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.pattern.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code incidents}: lists the incidents of targets, with the cause of each and the runner's reaction. */
final class IncidentsCommand implements Command {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String DEFAULT_LINES = "20";
    private static final int MOST_LINES = 10_000;
    private static final String JSON = "--json";
    private static final String INDENT = "    ";

    @Override
    public CommandSpec spec() {
        return new Grammar("incidents", "[NAME...] [-l LABELS] [-n N] [--json]",
                "Shows why targets ended, were restarted or were in trouble, newest first, and of targets that are named what"
                        + " their incidents have in common; works without a daemon.")
                .value("N", "the newest that many, at most " + MOST_LINES + " (default: " + DEFAULT_LINES + ")", "-n",
                        "--lines")
                .flag("incidents and patterns as JSON, with the ids of all that prove a pattern", JSON)
                .names(Names.DOC).example("incidents", "incidents web -n 5");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        int most = Numbers.lines("-n", words.given("-n").orElse(DEFAULT_LINES), MOST_LINES);
        RuntimeDirectory home = surroundings.home();
        List<String> names = Names.of(words, home);
        List<KnownIncident> all = Incidents.of(surroundings);
        refuseUnknown(names, all, home);
        List<KnownIncident> incidents = all.stream()
                .filter(incident -> names.isEmpty() || names.contains(incident.target())).limit(most).toList();
        ZoneId zone = zone(surroundings);
        Map<String, List<Pattern>> patterns = new LinkedHashMap<>();
        names.forEach(name -> patterns.put(name, KnownPatterns.of(name, all, zone)));
        if (words.has(JSON)) {
            surroundings.out().println(json(incidents, patterns));
            return ExitCodes.DONE;
        }
        if (incidents.isEmpty()) {
            Print.error(surroundings, names.isEmpty()
                    ? "there are no incidents in " + home.incidents()
                    : "there are no incidents of " + String.join(", ", names) + " in " + home.incidents());
            return ExitCodes.DONE;
        }
        List<String> lines = new ArrayList<>();
        patterns.forEach((name, found) -> found.forEach(one -> lines.addAll(KnownPatterns.lines(name, one))));
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.addAll(table(incidents, zone));
        Print.text(surroundings, String.join("\n", lines));
        return ExitCodes.DONE;
    }

    private static void refuseUnknown(List<String> names, List<KnownIncident> all, RuntimeDirectory home)
            throws CommandFailed {
        for (String name : names) {
            if (all.stream().noneMatch(incident -> incident.target().equals(name))
                    && !Names.known(home).contains(name)) {
                throw Names.unknown(name, home);
            }
        }
    }

    private static List<String> table(List<KnownIncident> incidents, ZoneId zone) {
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
        return lines;
    }

    private static String json(List<KnownIncident> incidents, Map<String, List<Pattern>> patterns) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("incidents", incidents.stream().map(IncidentsCommand::json).toList());
        List<Map<String, Object>> found = new ArrayList<>();
        patterns.forEach((name, of) -> of.forEach(one -> found.add(KnownPatterns.json(name, one))));
        both.put("patterns", found);
        return JsonText.of(both);
    }

    private static Map<String, Object> json(KnownIncident incident) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", incident.id());
        one.put("target", incident.target());
        one.put("at", incident.at());
        one.put("cause", incident.cause());
        one.put("sentence", incident.sentence());
        one.put("done", incident.done());
        return one;
    }

    private static ZoneId zone(CommandContext surroundings) {
        try {
            return ZoneId.of(Zone.id(surroundings.environment()));
        } catch (DateTimeException e) {
            return ZoneId.of("UTC");
        }
    }
}
