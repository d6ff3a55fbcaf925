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
     * The search for events since a moment ends after this many consecutive events from before that moment. A single
     * earlier event does not end the search: after a time with a wrong clock, the journal contains single events with
     * earlier times.
     */
    static final int TOO_OLD_IN_A_ROW = 500;

    /** The largest number of characters of all journal lines found, because the whole answer is built in memory. */
    private static final int MOST_TEXT = 1 << 21;

    /** The text by which a journal line about the runner itself, and about no target, is recognised. */
    private static final String NO_TARGET = "\"target\":null";

    private final Wanted wanted;
    private final int limit;
    private final Optional<String> marked;
    private final Optional<String> since;
    private final List<Written> newestFirst = new ArrayList<>();
    private long below = Long.MAX_VALUE;
    private long text;
    private int tooOldInARow;

    /**
     * An event, or its line in a file, that a search compares with its conditions. Most comparisons do not parse the
     * line.
     */
    interface Candidate {
        long sequence();

        /**
         * Whether the event is earlier than a moment.
         *
         * @param stamp the same moment, in the form in which the journal writes times
         */
        boolean isEarlierThan(Instant moment, String stamp);

        /**
         * Whether the event may belong to a target; false only if the event certainly does not.
         *
         * @param target the target; empty if the event must belong to the runner itself
         * @param quoted text that the line of every such event contains
         */
        boolean mayBeOf(Optional<TargetName> target, String quoted);

        /** The candidate as a parsed event; empty if its line is no event. */
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

    /** Compares the next older event with the conditions of the search, and adds it to the result if it matches. */
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
