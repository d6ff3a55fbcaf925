package dev.dpm.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.Journal.Wanted;
import dev.dpm.event.Journal.Written;
import dev.dpm.log.Stamp;
import dev.dpm.process.TargetName;

/**
 * Searches events from the newest to the oldest, until enough events are found or no older event can match. Only lines
 * that may match are parsed.
 */
final class JournalSearch {

    /**
     * The search for events since a moment ends after this many consecutive events from before that moment. One such
     * event is not enough, since a clock that was wrong for a while leaves single events with earlier times in the
     * journal.
     */
    static final int TOO_OLD_IN_A_ROW = 500;

    /** The largest number of characters of all lines found, since the whole answer is held in memory. */
    private static final int MOST_TEXT = 1 << 21;

    /** Text in the lines of the runner's own events. */
    private static final String NO_TARGET = "\"target\":null";

    private final Wanted wanted;
    private final int limit;
    private final Optional<String> marked;
    private final Optional<String> since;
    private final List<Written> newestFirst = new ArrayList<>();
    private long below = Long.MAX_VALUE;
    private long text;
    private int tooOldInARow;

    /** An event that can be compared with the search's conditions, mostly without parsing the event's line. */
    interface Candidate {
        long sequence();

        /**
         * Whether the event is earlier than a moment.
         *
         * @param stamp the moment in the form in which the journal writes times
         */
        boolean isEarlierThan(Instant moment, String stamp);

        /**
         * Whether the event may belong to a target; false only where the event certainly does not.
         *
         * @param target the target; empty: the runner
         * @param quoted text that a line of such an event contains
         */
        boolean mayBeOf(Optional<TargetName> target, String quoted);

        /** The parsed event; empty where the line turns out to be garbage. */
        Optional<Written> written();
    }

    JournalSearch(Wanted wanted, int limit) {
        this.wanted = wanted;
        this.limit = limit;
        this.marked = wanted.isRunners()
                ? Optional.of(NO_TARGET)
                : wanted.target().map(name -> '"' + name.value() + '"');
        this.since = wanted.since().map(Stamp::of);
    }

    boolean isOver() {
        return newestFirst.size() >= limit || text >= MOST_TEXT || tooOldInARow >= TOO_OLD_IN_A_ROW;
    }

    /** Skips events with this sequence number or a higher one, because an earlier part of the search examined them. */
    void goOnBelow(long sequence) {
        below = Math.min(below, sequence);
    }

    /** Examines the next older event. */
    void look(Candidate candidate) {
        if (candidate.sequence() >= below) {
            return;
        }
        if (isTooOld(candidate)) {
            tooOldInARow++;
            return;
        }
        tooOldInARow = 0;
        if (wanted.holds(candidate.sequence()) && mayBeOfTarget(candidate)) {
            candidate.written().ifPresent(this::take);
        }
    }

    private boolean isTooOld(Candidate candidate) {
        return candidate.sequence() <= wanted.after()
                || since.isPresent() && candidate.isEarlierThan(wanted.since().get(), since.get());
    }

    private boolean mayBeOfTarget(Candidate candidate) {
        return marked.isEmpty() || candidate.mayBeOf(wanted.target(), marked.get());
    }

    private void take(Written written) {
        goOnBelow(written.sequence());
        if (wanted.takes(written)) {
            newestFirst.add(written);
            text += written.json().length();
        }
    }

    List<Written> oldestFirst() {
        List<Written> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return List.copyOf(oldestFirst);
    }
}
