package dev.dpm.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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

/** {@code events}: prints the actions of the runner and their reasons. */
final class EventsCommand implements Command {

    private static final String DEFAULT_LINES = "50";
    /**
     * The largest number of printed events: each thousand lines take a request, and all lines stay in memory until the
     * oldest has arrived.
     */
    private static final int MOST_LINES = 10_000;
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]{8,20}");
    private static final Duration POLL = Duration.ofMillis(500);

    @Override
    public CommandSpec spec() {
        return new Grammar("events", "[NAME...] [-l LABELS] [-f] [-n N] [--since TIME] [--json]",
                "Shows what the runner did and why, oldest first.")
                .flag("goes on with new ones, until Ctrl-C", "-f", "--follow")
                .value("N", "the newest that many, at most " + MOST_LINES + " (default: " + DEFAULT_LINES
                        + "; with --since all)", "-n", "--lines")
                .value("TIME", "only events since then: " + Moment.ALLOWED, "--since")
                .flag("one JSON object a line", "--json").names(Names.DOC)
                .example("events web -n 20", "events web worker", "events --since 10m", "events --json -f");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        Optional<Instant> since = since(words, surroundings);
        int lines = Numbers.lines("-n", words.given("-n").orElse(since.isPresent()
                ? Integer.toString(MOST_LINES)
                : DEFAULT_LINES), MOST_LINES);
        RunnerLink link = RunnerLink.of(surroundings);
        List<String> names = Names.of(words, link.home());
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        Map<EventPages, Long> pages = new LinkedHashMap<>();
        if (names.isEmpty()) {
            pages.put(new EventPages(surroundings, daemon, client, Optional.empty(), since,
                    words.has("--json")), 0L);
        }
        for (String name : names) {
            pages.put(new EventPages(surroundings, daemon, client, Optional.of(name), since,
                    words.has("--json")), 0L);
        }
        show(surroundings, pages, lines);
        for (String name : names) {
            requireKnown(name, pages, link, daemon, client);
        }
        while (words.has("-f") && !surroundings.out().checkError() && Pause.of(POLL)) {
            if (!daemon.isAlive()) {
                throw new CommandFailed(ExitCodes.NO_DAEMON, "the runner (process " + daemon.identity().pid()
                        + ") has ended");
            }
            show(surroundings, pages, MOST_LINES);
        }
        return ExitCodes.DONE;
    }

    private static Optional<Instant> since(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        Optional<String> written = words.given("--since");
        return written.isEmpty()
                ? Optional.empty()
                : Optional.of(Moment.of("--since", written.get(), Instant.now(),
                        TimeZone.getTimeZone(Zone.id(surroundings.environment())).toZoneId()));
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

    /** The time of an event: the first time in the event's line. */
    private static String time(String line) {
        Matcher time = TIME.matcher(line);
        return time.find() ? time.group() : "";
    }

    /** Checks that a name is known: a removed target may still have events; a name without events must be a target. */
    private static void requireKnown(String name, Map<EventPages, Long> pages, RunnerLink link, DaemonRecord daemon,
            DaemonClient client) throws CommandFailed {
        for (Map.Entry<EventPages, Long> page : pages.entrySet()) {
            if (page.getKey().isOf(name) && (page.getValue() > 0 || page.getKey().hasOlder())) {
                return;
            }
        }
        try {
            Names.known(client.get("targets/" + name, DaemonClient.TEXT), name, link.home());
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity().pid());
        }
    }

    /** Reads a daemon's events page by page from the newest backwards, and returns them oldest first. */
    static final class EventPages {

        /** The largest number of events of one answer. */
        private static final int PAGE = 1_000;
        private static final int BAD_REQUEST = 400;
        private static final String JSON_LINES = "application/x-ndjson";

        private final CommandContext surroundings;
        private final DaemonRecord daemon;
        private final DaemonClient client;
        private final Optional<String> target;
        private final String since;
        private final boolean json;
        /** The time zone of printed times; empty: UTC. */
        private String zone;

        /**
         * Prepares the reading.
         *
         * @param target only events of this target
         * @param since only events from that moment on
         */
        EventPages(CommandContext surroundings, DaemonRecord daemon, DaemonClient client, Optional<String> target,
                Optional<Instant> since, boolean json) {
            this.surroundings = surroundings;
            this.daemon = daemon;
            this.client = client;
            this.target = target;
            this.since = since.map(moment -> "&since=" + moment).orElse("");
            this.json = json;
            this.zone = json ? "" : Zone.id(surroundings.environment());
        }

        boolean isOf(String name) {
            return target.filter(name::equals).isPresent();
        }

        /** The sequence of the newest event; 0: there is none. */
        long newest() throws CommandFailed {
            return last(ask("after=0&limit=1" + since), 0);
        }

        /** Whether there are events before the moment from which they are read. */
        boolean hasOlder() throws CommandFailed {
            return !since.isEmpty() && last(ask("after=0&limit=1"), 0) > 0;
        }

        /**
         * Printed lines, one for each event.
         *
         * @param last the sequence after which the next reading continues
         */
        record Page(List<String> lines, long last) {
        }

        /**
         * The newest events after a sequence.
         *
         * @param most most events, at least 1
         */
        Page after(long after, int most) throws CommandFailed {
            Deque<String> newestFirst = new ArrayDeque<>();
            int limit = Math.min(PAGE, most);
            HttpAnswer page = ask("after=" + after + "&limit=" + limit + since);
            long last = last(page, after);
            int left = most;
            while (true) {
                newestFirst.addLast(page.body());
                int events = (int) page.body().lines().count();
                left -= events;
                if (events < limit || left == 0) {
                    break;
                }
                limit = Math.min(PAGE, left);
                page = ask("after=" + after + "&limit=" + limit + "&before=" + sequence(page, "Dpm-First-Sequence", 0)
                        + since);
            }
            List<String> lines = new ArrayList<>();
            newestFirst.descendingIterator().forEachRemaining(body -> body.lines().forEach(lines::add));
            return new Page(lines, last);
        }

        private static long last(HttpAnswer page, long after) {
            return Math.max(after, sequence(page, "Dpm-Last-Sequence", after));
        }

        private static long sequence(HttpAnswer page, String header, long otherwise) {
            return page.header(header).filter(text -> text.matches("[0-9]{1,18}")).map(Long::parseLong)
                    .orElse(otherwise);
        }

        private HttpAnswer ask(String range) throws CommandFailed {
            HttpAnswer answer = ask(range, zone);
            if (answer.status() != BAD_REQUEST || zone.isEmpty()) {
                return answer.orFail();
            }
            // the runner's JVM may not know a time zone that this JVM knows: times are then in UTC
            HttpAnswer inUtc = ask(range, "").orFail();
            surroundings.err()
                    .println("WARNING the runner does not know the time zone '" + zone + "': times are in UTC");
            zone = "";
            return inUtc;
        }

        private HttpAnswer ask(String range, String inZone) throws CommandFailed {
            String query = "events?" + range + (inZone.isEmpty() ? "" : "&zone=" + DaemonClient.encoded(inZone))
                    + target.map(name -> "&target=" + name).orElse("");
            try {
                return client.get(query, json ? JSON_LINES : DaemonClient.TEXT);
            } catch (NoAnswer e) {
                throw e.toFailure(daemon.identity().pid());
            }
        }
    }
}
