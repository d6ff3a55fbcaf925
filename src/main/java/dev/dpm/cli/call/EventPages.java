package dev.dpm.cli.call;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ScreenQuery.Zone;

/** Reads events page by page, newest page first, from a runner or from a journal on disk. */
public final class EventPages {

    /** The largest number of events in one answer of the runner. */
    private static final int PAGE = 1_000;
    private static final int BAD_REQUEST = 400;
    private static final String JSON_LINES = "application/x-ndjson";

    private final CommandContext surroundings;
    private final Source source;
    private final Optional<String> target;
    private final Instant since;
    private final boolean json;
    /** The time zone of printed times; empty text: UTC. */
    private String zone;

    /** The source of events: a runner, or a journal on disk. */
    public interface Source {

        HttpAnswer ask(Map<String, String> query, String type) throws CommandFailed;
    }

    /**
     * Creates a reader of events.
     * @param target whose events are read; empty: those of all targets
     * @param since the earliest time of an event; {@link Instant#MIN}: all events
     */
    public EventPages(CommandContext surroundings, Source source, Optional<String> target, Instant since,
            boolean json) {
        this.surroundings = surroundings;
        this.source = source;
        this.target = target;
        this.since = since;
        this.json = json;
        this.zone = json ? "" : Zone.id(surroundings.environment());
    }

    public boolean isOf(String name) {
        return target.filter(name::equals).isPresent();
    }

    /** The number of the newest event; 0: there is no event. */
    public long newest() throws CommandFailed {
        return last(ask(range(0, 1), since), 0);
    }

    public boolean hasOlder() throws CommandFailed {
        return !since.equals(Instant.MIN) && last(ask(range(0, 1), Instant.MIN), 0) > 0;
    }

    /**
     * A page of events, with a printed line for each event.
     * @param last the number of the newest event on the page
     */
    public record Page(List<String> lines, long last) {
    }

    public Page after(long after, int most) throws CommandFailed {
        Deque<String> newestFirst = new ArrayDeque<>();
        int limit = Math.min(PAGE, most);
        HttpAnswer page = ask(range(after, limit), since);
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
            Map<String, String> before = range(after, limit);
            before.put("before", Long.toString(sequence(page, "Dpm-First-Sequence", 0)));
            page = ask(before, since);
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

    private static Map<String, String> range(long after, int limit) {
        Map<String, String> range = new LinkedHashMap<>();
        range.put("after", Long.toString(after));
        range.put("limit", Integer.toString(limit));
        return range;
    }

    private HttpAnswer ask(Map<String, String> range, Instant from) throws CommandFailed {
        if (!from.equals(Instant.MIN)) {
            range.put("since", from.toString());
        }
        HttpAnswer answer = askInZone(range);
        if (answer.status() != BAD_REQUEST || zone.isEmpty()) {
            return answer.orFail();
        }
        // a runner that does not know the time zone answers with times in UTC
        String unknown = zone;
        zone = "";
        HttpAnswer inUtc = askInZone(range).orFail();
        surroundings.err()
                .println("WARNING the runner does not know the time zone '" + unknown + "': times are in UTC");
        return inUtc;
    }

    private HttpAnswer askInZone(Map<String, String> range) throws CommandFailed {
        Map<String, String> query = new LinkedHashMap<>(range);
        if (!zone.isEmpty()) {
            query.put("zone", zone);
        }
        target.ifPresent(name -> query.put("target", name));
        return source.ask(query, json ? JSON_LINES : DaemonClient.TEXT);
    }
}
