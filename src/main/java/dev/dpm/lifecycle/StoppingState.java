package dev.dpm.lifecycle;

import java.util.Optional;

import dev.dpm.config.Timing.Overlap;
import dev.dpm.process.Phase;

/**
 * STOPPING: the runner is ending an incarnation (one run of the target). A command that arrives during this time does
 * not change how the incarnation is ended, but only whether the target is launched again afterwards.
 */
sealed interface StoppingState extends TargetState permits RunningStopCommand, Ending, Cleaning {

    /** The run of the target that the runner is ending: the number of its launch and its main process. */
    Life current();

    /** What happens to the target once none of its processes is left, for example a restart. */
    AfterExit afterExit();

    /** A copy of this state after which something else happens to the target (see {@link #afterExit}). */
    StoppingState withAfterExit(AfterExit other);

    @Override
    default Phase phase() {
        return Phase.STOPPING;
    }

    @Override
    default Optional<Life> life() {
        return Optional.of(current());
    }

    @Override
    default Optional<AfterExit> following() {
        return Optional.of(afterExit());
    }

    @Override
    default Step onStart(Situation at, String why) {
        return Step.to(withAfterExit(new AfterExit.CommandedStart(why)));
    }

    @Override
    default Step onStop(Situation at, String why) {
        return Step.to(withAfterExit(new AfterExit.Rest(Phase.STOPPED, why)));
    }

    /** {@inheritDoc} If a command is stopping the target, the next run of the schedule does not cancel the stop. */
    @Override
    default Step onDue(Situation at, String why) {
        return at.spec().timing().overlap() == Overlap.KILL && !afterExit().isStop()
                ? Step.to(withAfterExit(new AfterExit.NextRun(why)))
                : TargetState.super.onDue(at, why);
    }
}
