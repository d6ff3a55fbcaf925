package dev.dpm.process.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.dpm.process.Incarnation;

/**
 * Finds out which launch of a target started an orphan that lacks the variable {@code _DPM_COOKIE}. Each launch gets
 * points if its program, folder and time match the orphan, and the launch with the most points is the result. If several
 * launches have the most points, the result is empty.
 */
final class Attribution {

    private static final int SAME_PROGRAM = 4;
    private static final int ANY_PROGRAM = 3;
    /**
     * The points for a launch whose main process ended without a signal right after the orphan was born, as a program
     * does that forks into the background.
     */
    private static final int WENT_INTO_BACKGROUND = 2;
    private static final int SAME_FOLDER = 1;
    /**
     * The longest time between the orphan's birth and the end of the main process for {@link #WENT_INTO_BACKGROUND}, in
     * clock ticks: 10 s.
     */
    private static final long RIGHT_AFTER = 1000;

    private Attribution() {
    }

    /**
     * A launch of a target. All times are clock ticks after boot.
     *
     * @param from when the launch began
     * @param mainEnded when the main process ended; empty if it lives
     * @param asked whether the runner sent the main process a signal
     * @param over whether all processes of the launch have ended
     * @param programs the absolute paths of the programs that the launch runs
     * @param open whether the launch may run other programs too, as a script does
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
     * What is known about an orphan.
     *
     * @param born when the orphan was born, in clock ticks after boot
     * @param program the path of its program; empty text: unreadable
     * @param folder its working folder; empty text: unreadable
     */
    record Trait(long born, String program, String folder) {
    }

    /** The launch that started an orphan; empty if no launch fits, or several fit equally well. */
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
