package dev.dpm.process.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.dpm.process.Incarnation;

/**
 * Finds the launch that an orphan without {@code _DPM_COOKIE} came from, by points for program, folder and time. With equal
 * points, the result is empty.
 */
final class Attribution {

    private static final int SAME_PROGRAM = 4;
    private static final int ANY_PROGRAM = 3;
    /**
     * For a main process that ended right after the orphan's birth without a signal, as a program that forks into the background
     * does.
     */
    private static final int WENT_INTO_BACKGROUND = 2;
    private static final int SAME_FOLDER = 1;
    /** The longest time between the two, in ticks: 10 s. */
    private static final long RIGHT_AFTER = 1000;

    private Attribution() {
    }

    /**
     * A launch. Moments are clock ticks after boot.
     *
     * @param mainEnded empty: it lives
     * @param asked whether the runner signalled it
     * @param over whether no process lives
     * @param programs absolute paths
     * @param open whether it may run other programs, as a script does
     * @param folder of the launch
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
     * An orphan.
     *
     * @param born clock ticks after boot
     * @param program empty text: unreadable
     * @param folder empty text: unreadable
     */
    record Trait(long born, String program, String folder) {
    }

    /** The launch; empty: none fits, or several do. */
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
