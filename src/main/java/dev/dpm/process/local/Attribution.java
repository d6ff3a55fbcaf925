package dev.dpm.process.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.dpm.process.Incarnation;

/**
 * Finds the incarnation that an orphan without a cookie came from. Candidates are the incarnations in which the orphan
 * can have been born. Several candidates are scored by the orphan's program, its folder, and whether it was born right
 * before a main process ended; if two candidates have the same score, the orphan is attributed to neither.
 */
final class Attribution {

    /** Points for a candidate that is known to run the orphan's program. */
    private static final int SAME_PROGRAM = 4;
    /** Points for a candidate that may run further programs, which are not known. */
    private static final int ANY_PROGRAM = 3;
    /**
     * Points for a candidate whose main process ended right after the orphan's birth, without a signal from the runner.
     * A program that puts itself into the background ends in this way.
     */
    private static final int WENT_INTO_BACKGROUND = 2;
    private static final int SAME_FOLDER = 1;
    /**
     * The largest number of clock ticks, 100 a second (proc(5)), between the birth of an orphan and the end of a main
     * process that put the orphan into the background. The number is large because of slow machines.
     */
    private static final long RIGHT_AFTER = 1000;

    private Attribution() {
    }

    /**
     * An incarnation in which an orphan can have been born. Moments are clock ticks after boot.
     *
     * @param mainEnded when the main process ended; empty: the main process lives, or was never seen
     * @param asked whether the runner sent the main process a signal; if so, the end of the main process does not mean
     * that the program went into the background
     * @param over whether no process of the incarnation lives; if so, no process was born in the incarnation after its
     * main process ended
     * @param programs absolute paths of programs that the incarnation's processes are known to run
     * @param open whether the incarnation's processes may run other programs too, since a script was launched
     * @param folder the working folder of the launch
     */
    record Span(Incarnation life, long from, OptionalLong mainEnded, boolean asked, boolean over, Set<String> programs,
            boolean open, String folder) {

        private boolean covers(long moment) {
            return from <= moment && (!over || isBeforeTheEnd(moment));
        }

        private int likeness(String program) {
            return programs.contains(program) ? SAME_PROGRAM : open ? ANY_PROGRAM : 0;
        }

        private boolean wentIntoBackground(long moment) {
            return !asked && isBeforeTheEnd(moment) && mainEnded.getAsLong() - moment <= RIGHT_AFTER;
        }

        private boolean isBeforeTheEnd(long moment) {
            return mainEnded.isPresent() && moment <= mainEnded.getAsLong();
        }
    }

    /**
     * The visible traits of an orphan.
     *
     * @param born clock ticks after boot
     * @param program the file that the orphan runs; empty: the runner may not read which
     * @param folder the orphan's working folder; empty: the runner may not read which
     */
    record Trait(long born, String program, String folder) {
    }

    /** The one incarnation that the orphan came from; empty where no candidate fits, or several fit equally well. */
    static Optional<Incarnation> owner(Collection<Span> spans, Trait orphan) {
        List<Incarnation> best = new ArrayList<>();
        int most = -1;
        for (Span span : spans) {
            int weight = span.covers(orphan.born()) ? weight(span, orphan) : -1;
            if (weight > most) {
                best.clear();
                most = weight;
            }
            if (weight == most && weight >= 0) {
                best.add(span.life());
            }
        }
        return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
    }

    private static int weight(Span span, Trait orphan) {
        return span.likeness(orphan.program())
                + (span.wentIntoBackground(orphan.born()) ? WENT_INTO_BACKGROUND : 0)
                + (span.folder().equals(orphan.folder()) ? SAME_FOLDER : 0);
    }
}
