package dev.dpm.process.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.dpm.process.Incarnation;

/**
 * Tells which incarnation an orphan without a cookie came from. Candidates are the incarnations in which it can have
 * been born. Where there are several, they score by the orphan's program, its folder, and whether it was born right
 * before a main process ended; an orphan with two equal best candidates is attributed to none.
 */
final class Attribution {

    /** Score: the orphan runs a program that the incarnation is known to run. */
    private static final int SAME_PROGRAM = 4;
    /** Score: the incarnation runs programs that are not all known. */
    private static final int ANY_PROGRAM = 3;
    /**
     * Score: the main process ended right after the orphan's birth, without a signal from the runner, as a program does
     * that puts itself into the background.
     */
    private static final int WENT_INTO_BACKGROUND = 2;
    private static final int SAME_FOLDER = 1;
    /**
     * Clock ticks between such a birth and such an end, at most; 100 a second (proc(5)), since a slow machine takes
     * long.
     */
    private static final long RIGHT_AFTER = 1000;

    private Attribution() {
    }

    /**
     * An incarnation in which an orphan can have been born. Moments are clock ticks after boot.
     *
     * @param mainEnded when the main process ended; empty: it lives, or was never seen
     * @param asked the runner sent the main process a signal, so its end does not look like going into the background
     * @param over no process of the incarnation lives, so nothing was born in it after its main process's end
     * @param programs programs that its processes are known to run, absolute paths
     * @param open its processes may run other programs too: a script was launched
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
     * @param program the file that it runs; empty: may not be read
     * @param folder its working folder; empty: may not be read
     */
    record Trait(long born, String program, String folder) {
    }

    /** The one incarnation that the orphan came from; empty: none, or it cannot be decided between several. */
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
