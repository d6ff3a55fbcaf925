package dev.dpm.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.dpm.daemon.DaemonRecord;

/** Reads a daemon's events page by page from the newest backwards, and returns them oldest first. */
final class EventPages {

    /** The largest number of events of one answer. */
    private static final int PAGE = 1_000;
    private static final int BAD_REQUEST = 400;
    private static final String JSON_LINES = "application/x-ndjson";

    private final CommandContext surroundings;
    private final DaemonRecord daemon;
    private final DaemonClient client;
    private final Optional<String> target;
    private final boolean json;
    /** The time zone of printed times; empty: UTC. */
    private String zone;

    /**
     * Prepares the reading.
     *
     * @param target only events of this target
     */
    EventPages(CommandContext surroundings, DaemonRecord daemon, DaemonClient client, Optional<String> target,
            boolean json) {
        this.surroundings = surroundings;
        this.daemon = daemon;
        this.client = client;
        this.target = target;
        this.json = json;
        this.zone = json ? "" : Zone.id(surroundings.environment());
    }

    boolean isOf(String name) {
        return target.filter(name::equals).isPresent();
    }

    /** The sequence of the newest event; 0: there is none. */
    long newest() throws CommandFailed {
        return last(ask("after=0&limit=1"), 0);
    }

    /**
     * Lines, one for each event.
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
        HttpAnswer page = ask("after=" + after + "&limit=" + limit);
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
            page = ask("after=" + after + "&limit=" + limit + "&before=" + sequence(page, "Dpm-First-Sequence", 0));
        }
        List<String> lines = new ArrayList<>();
        newestFirst.descendingIterator().forEachRemaining(body -> body.lines().forEach(lines::add));
        return new Page(lines, last);
    }

    private static long last(HttpAnswer page, long after) {
        return Math.max(after, sequence(page, "Dpm-Last-Sequence", after));
    }

    private static long sequence(HttpAnswer page, String header, long otherwise) {
        return page.header(header).filter(text -> text.matches("[0-9]{1,18}")).map(Long::parseLong).orElse(otherwise);
    }

    private HttpAnswer ask(String range) throws CommandFailed {
        HttpAnswer answer = ask(range, zone);
        if (answer.status() != BAD_REQUEST || zone.isEmpty()) {
            return answer.orFail();
        }
        // the runner's JVM may not know a zone that this one knows: times are in UTC then
        HttpAnswer inUtc = ask(range, "").orFail();
        surroundings.err().println("WARNING the runner does not know the time zone '" + zone + "': times are in UTC");
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
