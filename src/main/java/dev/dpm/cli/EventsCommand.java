package dev.dpm.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.EventPages;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Pause;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.call.ScreenQuery.Zone;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Moment;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.Numbers;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code events}: prints the events of the journal. */
final class EventsCommand implements Command {

    private static final String DEFAULT_LINES = "50";
    /**
     * The largest number of printed events. The command reads the newest event first and prints the oldest first, so it holds
     * all lines in memory.
     */
    private static final int MOST_LINES = 10_000;
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]{8,20}");
    private static final Duration POLL = Duration.ofMillis(500);

    @Override
    public CommandSpec spec() {
        return new Grammar("events", "[NAME...] [-l LABELS] [-f] [-n N] [--since TIME] [--json]",
                "Shows what the runner did and why, oldest first; without a runner what the last one wrote down.")
                .flag("goes on with new ones, until Ctrl-C", "-f", "--follow")
                .value("N", "the newest that many, at most " + MOST_LINES + " (default: " + DEFAULT_LINES
                        + "; with --since all)", "-n", "--lines")
                .value("TIME", "only events since then: " + Moment.ALLOWED, "--since")
                .flag("one JSON object a line", "--json").names(Names.DOC)
                .example("events web -n 20", "events web worker", "events --since 10m", "events --json -f");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        Instant since = since(words, surroundings);
        int lines = Numbers.lines("-n", words.given("-n").orElse(words.given("--since").isPresent()
                ? Integer.toString(MOST_LINES)
                : DEFAULT_LINES), MOST_LINES);
        RunnerLink link = RunnerLink.of(surroundings);
        List<String> names = Names.of(words, link.home());
        Optional<DaemonRecord> daemon = link.find();
        if (daemon.isEmpty()) {
            return left(words, link, names, since, lines);
        }
        DaemonClient client = link.requireClient(daemon.get());
        Map<EventPages, Long> pages = pages(words, surroundings, asking(daemon.get(), client), names, since);
        show(surroundings, pages, lines);
        for (String name : names) {
            if (!hasEvents(name, pages)) {
                requireKnown(name, link, daemon.get(), client);
            }
        }
        while (words.has("-f") && !surroundings.out().checkError() && Pause.of(POLL)) {
            if (!daemon.get().isAlive()) {
                throw new CommandFailed(ExitCodes.NO_DAEMON, "the runner (process " + daemon.get().identity().pid()
                        + ") has ended");
            }
            show(surroundings, pages, MOST_LINES);
        }
        return ExitCodes.DONE;
    }

    private static int left(WrittenCommand words, RunnerLink link, List<String> names, Instant since,
            int lines) throws CommandFailed {
        CommandContext surroundings = link.surroundings();
        if (words.has("-f")) {
            throw new CommandFailed(ExitCodes.NO_DAEMON, "events -f: no runner is running on " + link.home()
                    + ", so nothing new can follow: `start` starts one; without -f the events of the last one are shown");
        }
        Map<EventPages, Long> pages = pages(words, surroundings, reading(link), names, since);
        show(surroundings, pages, lines);
        for (String name : names) {
            if (!hasEvents(name, pages) && Names.lastKnown(link.home()).find(name).isEmpty()) {
                throw Names.unknown(name, link.home());
            }
        }
        surroundings.err().println("no runner is running on " + link.home()
                + ": these events were written down before, and nothing is since");
        return ExitCodes.DONE;
    }

    private static EventPages.Source asking(DaemonRecord daemon, DaemonClient client) {
        return (query, type) -> {
            try {
                return client.get("events?" + DaemonClient.query(query), type);
            } catch (NoAnswer e) {
                throw e.toFailure(daemon.identity());
            }
        };
    }

    private static EventPages.Source reading(RunnerLink link) {
        return (query, type) -> {
            try {
                Optional<HttpAnswer> answer = link.surroundings().foreground().leftEvents(link.home(), query, type);
                if (answer.isEmpty()) {
                    throw link.absence();
                }
                return answer.get();
            } catch (IOException e) {
                throw new CommandFailed(ExitCodes.FAILED, e.getMessage(), e);
            }
        };
    }

    private static Map<EventPages, Long> pages(WrittenCommand words, CommandContext surroundings,
            EventPages.Source source, List<String> names, Instant since) {
        Map<EventPages, Long> pages = new LinkedHashMap<>();
        boolean isJson = words.has("--json");
        if (names.isEmpty()) {
            pages.put(new EventPages(surroundings, source, Optional.empty(), since, isJson), 0L);
        }
        for (String name : names) {
            pages.put(new EventPages(surroundings, source, Optional.of(name), since, isJson), 0L);
        }
        return pages;
    }

    private static Instant since(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        Optional<String> written = words.given("--since");
        return written.isEmpty()
                ? Instant.MIN
                : Moment.of("--since", written.get(), Instant.now(),
                        TimeZone.getTimeZone(Zone.id(surroundings.environment())).toZoneId());
    }

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

    private static String time(String line) {
        Matcher time = TIME.matcher(line);
        return time.find() ? time.group() : "";
    }

    /** Whether the journal contains an event about this target. The target itself may have been removed. */
    private static boolean hasEvents(String name, Map<EventPages, Long> pages) throws CommandFailed {
        for (Map.Entry<EventPages, Long> page : pages.entrySet()) {
            if (page.getKey().isOf(name) && (page.getValue() > 0 || page.getKey().hasOlder())) {
                return true;
            }
        }
        return false;
    }

    private static void requireKnown(String name, RunnerLink link, DaemonRecord daemon, DaemonClient client)
            throws CommandFailed {
        try {
            Names.known(client.get("targets/" + name, DaemonClient.TEXT), name, link.home());
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity());
        }
    }
}
