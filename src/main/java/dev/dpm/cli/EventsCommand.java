package dev.dpm.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/** {@code events}: prints what the runner did, and why. */
final class EventsCommand implements Command {

    private static final String DEFAULT_LINES = "50";
    /** Each thousand lines take a request, and all are kept in memory until the oldest is there. */
    private static final int MOST_LINES = 10_000;
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]{8,20}");
    private static final Duration POLL = Duration.ofMillis(500);

    @Override
    public CommandSpec spec() {
        return new Grammar("events", "[NAME...] [-l LABELS] [-f] [-n N] [--json]",
                "Shows what the runner did and why, oldest first.")
                .flag("goes on with new ones, until Ctrl-C", "-f", "--follow")
                .value("N", "the newest that many, at most " + MOST_LINES + " (default: " + DEFAULT_LINES + ")", "-n",
                        "--lines")
                .flag("one JSON object a line", "--json").names(Names.DOC)
                .example("events web -n 20", "events web worker", "events --json -f");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        int lines = Numbers.lines("-n", words.given("-n").orElse(DEFAULT_LINES), MOST_LINES);
        RunnerLink link = RunnerLink.of(surroundings);
        List<String> names = Names.of(words, link.home());
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        Map<EventPages, Long> pages = new LinkedHashMap<>();
        if (names.isEmpty()) {
            pages.put(new EventPages(surroundings, daemon, client, Optional.empty(), words.has("--json")), 0L);
        }
        for (String name : names) {
            pages.put(new EventPages(surroundings, daemon, client, Optional.of(name), words.has("--json")), 0L);
        }
        show(surroundings, pages, lines);
        for (String name : names) {
            requireKnown(name, pages, link, daemon, client);
        }
        while (words.has("-f") && Pause.of(POLL)) {
            if (!daemon.isAlive()) {
                throw new CommandFailed(ExitCodes.NO_DAEMON, "the runner (process " + daemon.identity().pid()
                        + ") has ended");
            }
            show(surroundings, pages, MOST_LINES);
        }
        return ExitCodes.DONE;
    }

    /** Prints the newest of all requested events in the order of their times; each line begins with its time. */
    private static void show(CommandContext surroundings, Map<EventPages, Long> pages, int most) throws CommandFailed {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<EventPages, Long> page : pages.entrySet()) {
            if (most == 0) {
                page.setValue(page.getKey().newest());
                continue;
            }
            EventPages.Page next = page.getKey().after(page.getValue(), most);
            lines.addAll(next.lines());
            page.setValue(next.last());
        }
        if (pages.size() > 1) {
            lines.sort(Comparator.comparing(EventsCommand::time));
        }
        Print.text(surroundings, String.join("\n", lines.subList(Math.max(0, lines.size() - most), lines.size())));
    }

    /** The time of an event: the first one in its line. */
    private static String time(String line) {
        Matcher time = TIME.matcher(line);
        return time.find() ? time.group() : "";
    }

    /** Checks that a name is known: a removed target may still have events; a name without events must be a target. */
    private static void requireKnown(String name, Map<EventPages, Long> pages, RunnerLink link, DaemonRecord daemon,
            DaemonClient client) throws CommandFailed {
        boolean hasEvents = pages.entrySet().stream()
                .anyMatch(page -> page.getKey().isOf(name) && page.getValue() > 0);
        if (hasEvents) {
            return;
        }
        try {
            Names.known(client.get("targets/" + name, DaemonClient.TEXT), name, link.home());
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity().pid());
        }
    }
}
