package dev.dpm.process.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.dpm.process.Incarnation;

/**
 * Tells which life an orphan without any sign of its own came from: it was born in one of them. Where several could have
 * brought it forth, what it runs, where, and whether its birth falls before the end of a main process decide; an orphan
 * for which two lives speak equally is nobody's.
 */
final class Attribution {

    /** It runs a program that the life is known to run. */
    private static final int SAME_PROGRAM = 4;
    /** What the life runs is not all known. */
    private static final int ANY_PROGRAM = 3;
    /** A program that puts itself into the background ends right after it has forked, and nobody tells it to. */
    private static final int WENT_INTO_BACKGROUND = 2;
    private static final int SAME_FOLDER = 1;
    /** Clock ticks, of which there are a hundred a second (proc(5)): what starts up on a slow machine may take so long. */
    private static final long RIGHT_AFTER = 1000;

    private Attribution() {
    }

    /**
     * A life in which something can have been born. Moments are clock ticks after boot.
     *
     * @param mainEnded when its main process ended; empty: that lives, or was never seen
     * @param asked the runner sent its main process a signal, so its end says nothing of what it is made for
     * @param over nothing of it lives any more, so nothing was born in it after its main process's end
     * @param programs what its processes are known to run, absolute paths
     * @param open they may run anything else too: a script was launched
     * @param folder where it was launched
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
     * What can be seen of an orphan.
     *
     * @param born clock ticks after boot
     * @param program the file it runs; empty: it may not be read
     * @param folder its working folder; empty: it may not be read
     */
    record Trait(long born, String program, String folder) {
    }

    /** The one life that it came from; empty: none, or one of several. */
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
