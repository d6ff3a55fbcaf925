package dev.dpm.lifecycle;

import java.util.Optional;

import dev.dpm.config.Timing.Overlap;
import dev.dpm.process.Phase;

/**
 * STOPPING: the runner is ending an incarnation (one life of the target). A command that arrives meanwhile does not
 * change how the incarnation is ended, but only whether the target is launched again afterwards.
 */
sealed interface Closing extends TargetState permits RunningStopCommand, Ending, Cleaning {

    /** The run of the target that the runner is ending: the number of its launch and its main process. */
    Life current();

    /** What happens to the target once none of its processes is left, for example a restart. */
    After after();

    /** A copy of this state after which something else happens to the target (see {@link #after}). */
    Closing to(After other);

    @Override
    default Phase phase() {
        return Phase.STOPPING;
    }

    @Override
    default Optional<Life> life() {
        return Optional.of(current());
    }

    @Override
    default Optional<After> following() {
        return Optional.of(after());
    }

    @Override
    default Step onStart(Situation at, String why) {
        return Step.to(to(new After.Anew(why)));
    }

    @Override
    default Step onStop(Situation at, String why) {
        return Step.to(to(new After.Rest(Phase.STOPPED, why)));
    }

    /** {@inheritDoc} If a command is stopping the target, the next run of the schedule does not cancel the stop. */
    @Override
    default Step onDue(Situation at, String why) {
        return at.spec().timing().overlap() == Overlap.KILL && !after().isStop()
                ? Step.to(to(new After.NextRun(why)))
                : TargetState.super.onDue(at, why);
    }
}
