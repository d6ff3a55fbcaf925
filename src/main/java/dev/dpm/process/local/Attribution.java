package dev.dpm.process.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.dpm.process.Incarnation;

/**
 * Finds the run of a target that started an orphan without the variable {@code _DPM_COOKIE}. Candidates are the runs
 * that could have started the orphan at the time of its birth. A candidate gets points for the orphan's program, for
 * the orphan's folder, and for a main process that ended right after the orphan's birth. If two candidates share the
 * highest score, the result is empty.
 */
final class Attribution {

    /** The score of a candidate (a run of a target) whose processes are known to run the orphan's program. */
    private static final int SAME_PROGRAM = 4;
    /** The score of a candidate (a run of a target) whose processes may run programs that the runner has not seen. */
    private static final int ANY_PROGRAM = 3;
    /**
     * The additional score of a candidate (a run of a target) whose main process ended right after the orphan's birth,
     * without a signal from the runner. A program that puts itself into the background ends in this way.
     */
    private static final int WENT_INTO_BACKGROUND = 2;
    private static final int SAME_FOLDER = 1;
    /**
     * The largest number of clock ticks, 100 a second (proc(5)), between the birth of an orphan and the end of the main
     * process that put the orphan into the background. The number, 10 s, allows for slow machines.
     */
    private static final long RIGHT_AFTER = 1000;

    private Attribution() {
    }

    /**
     * An incarnation, with the facts that decide whether an orphan came from it. Moments are clock ticks after boot.
     *
     * @param mainEnded when the main process ended; empty: the main process lives, or was never seen
     * @param asked whether the runner signalled the main process; if so, the end of the main process does not mean that
     *     the program went into the background
     * @param over whether no process of the incarnation lives; if so, no process was born after the main process ended
     * @param programs absolute paths of programs that the incarnation's processes are known to run
     * @param open whether the incarnation's processes may run other programs, too, because the launched file is a
     *     script
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
     * The facts about an orphan that are compared with the candidates, the runs of targets that may have started the
     * orphan.
     *
     * @param born clock ticks after boot
     * @param program the file that the orphan runs; empty: the runner may not read which
     * @param folder the orphan's working folder; empty: the runner may not read which
     */
    record Trait(long born, String program, String folder) {
    }

    /**
     * The incarnation (run of a target) that started the orphan. Empty: no candidate could have started the orphan, or
     * several candidates have the highest score.
     */
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
