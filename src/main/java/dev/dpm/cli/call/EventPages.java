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

/**
 * Reads the events of a runner page by page, beginning with the newest page, and returns them oldest first. The runner
 * may be running, or may have left only its journal.
 */
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
    /** The time zone in which the runner prints the events' times; an empty text means UTC. */
    private String zone;

    /** The source from which this class reads events: a running runner, or a journal on disk. */
    public interface Source {

        /**
         * Answers a request for events.
         *
         * @param query the parameters of {@code GET /api/v1/events}
         * @param type the media type of the answer
         */
        HttpAnswer ask(Map<String, String> query, String type) throws CommandFailed;
    }

    /**
     * Prepares to read the events of a runner.
     *
     * @param target the target whose events are read; empty for all events
     * @param since the time from which on events are read; {@link Instant#MIN} for all events
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

    /** The sequence number of the newest event that this object can show; 0 if there is none. */
    public long newest() throws CommandFailed {
        return last(ask(range(0, 1), since), 0);
    }

    /** Whether the runner has events before {@code since}, the time from which on events are shown. */
    public boolean hasOlder() throws CommandFailed {
        return !since.equals(Instant.MIN) && last(ask(range(0, 1), Instant.MIN), 0) > 0;
    }

    /**
     * One page of events, as one printed line for each event.
     *
     * @param last the sequence number of the newest event that was read; the next page begins after it
     */
    public record Page(List<String> lines, long last) {
    }

    /**
     * Reads the newest events after a sequence number.
     *
     * @param most the largest number of events, at least 1
     */
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
        // the runner's JVM may lack the zone data of this JVM and refuse the time zone; the times of the events are in
        // UTC then
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
