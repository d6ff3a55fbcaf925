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

/** Searches events from the newest to the oldest. Only lines that may match are parsed. */
final class JournalSearch {

    /** A search ends after this many older events in a row. Single ones come from a wrong clock. */
    static final int TOO_OLD_IN_A_ROW = 500;

    /** The largest answer in characters, which is built in memory. */
    private static final int MOST_TEXT = 1 << 21;

    /** The text in lines about the runner itself. */
    private static final String NO_TARGET = "\"target\":null";

    private final Filter wanted;
    private final int limit;
    private final Optional<String> marked;
    private final Optional<String> since;
    private final List<Written> newestFirst = new ArrayList<>();
    private long below = Long.MAX_VALUE;
    private long text;
    private int tooOldInARow;

    /** An event that a search compares, if possible without parsing it. */
    interface Candidate {
        long sequence();

        /**
         * Whether the event is earlier than a moment.
         *
         * @param stamp the moment as the journal writes it
         */
        boolean isEarlierThan(Instant moment, String stamp);

        /**
         * False: the event is certainly not that target's.
         *
         * @param target empty: the runner itself
         * @param quoted a text in each such line
         */
        boolean mayBeOf(Optional<TargetName> target, String quoted);

        /** The parsed event; empty: no event. */
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

    /** Skips events with this number or a higher one. */
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
