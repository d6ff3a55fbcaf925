package dev.dpm.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.Journal.Filter;
import dev.dpm.event.Journal.Written;
import dev.dpm.log.Stamp;
import dev.dpm.process.TargetName;

/** Searches the journal's events from the newest to the oldest. Only lines that may match are parsed. */
final class JournalSearch {

    /**
     * The number of consecutive events that are too old after which a search ends. A single event that is too old may come from
     * a wrong clock.
     */
    static final int TOO_OLD_IN_A_ROW = 500;

    /** The largest number of characters of all found events together, which are held in memory. */
    private static final int MOST_TEXT = 1 << 21;

    /** A text that every line about the runner itself contains. */
    private static final String NO_TARGET = "\"target\":null";

    private final Filter wanted;
    private final int limit;
    private final Optional<String> marked;
    private final Optional<String> since;
    private final List<Written> newestFirst = new ArrayList<>();
    private long below = Long.MAX_VALUE;
    private long text;
    private int tooOldInARow;

    /** An event that a search examines. An event that its number, its time or its target already excludes is not parsed. */
    interface Candidate {
        long sequence();

        /**
         * Whether the event is earlier than a moment.
         * @param stamp the same moment in the form in which the journal writes times
         */
        boolean isEarlierThan(Instant moment, String stamp);

        /**
         * Whether the event may be about this target. False: it certainly is not.
         * @param target empty: the event must be about the runner itself
         * @param quoted a text that every line about the target contains
         */
        boolean mayBeOf(Optional<TargetName> target, String quoted);

        /** The parsed event. Empty: the line is no event. */
        Optional<Written> written();
    }

    JournalSearch(Filter wanted, int limit) {
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

    /** Makes the search skip each event whose sequence number is this one or higher. */
    void goOnBelow(long sequence) {
        below = Math.min(below, sequence);
    }

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
