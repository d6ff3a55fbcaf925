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
 * Looks for events from the newest to the oldest, until there are enough or what is left cannot be wanted. Parses only
 * what may be.
 */
final class JournalSearch {

    /**
     * So many in a row that are too old, and what stands before them is too. A single one means little: a clock that
     * was wrong for a while, until it was set, leaves some of an earlier time among later ones.
     */
    static final int TOO_OLD_IN_A_ROW = 500;

    /** Characters of all lines found: an answer is held in memory as a whole. */
    private static final int MOST_TEXT = 1 << 21;

    /** How the runner's own events are written. */
    private static final String NO_TARGET = "\"target\":null";

    private final Wanted wanted;
    private final int limit;
    private final Optional<String> marked;
    private final Optional<String> since;
    private final List<Written> newestFirst = new ArrayList<>();
    private long below = Long.MAX_VALUE;
    private long text;
    private int tooOldInARow;

    /** One event, told from others as far as that goes without parsing it. */
    interface Candidate {
        long sequence();

        /** @param stamp the same moment as our files write it */
        boolean isEarlierThan(Instant moment, String stamp);

        /**
         * False only where it is surely another's.
         *
         * @param target empty: the runner
         * @param quoted what the line of such an event contains
         */
        boolean mayBeOf(Optional<TargetName> target, String quoted);

        /** Empty where it turns out to be garbage. */
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

    /** From now on only what has a lower sequence is new; all else was looked at before. */
    void goOnBelow(long sequence) {
        below = Math.min(below, sequence);
    }

    /** Looks at the next older one. */
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
