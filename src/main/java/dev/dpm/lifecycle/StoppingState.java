package dev.dpm.lifecycle;

import java.util.Optional;

import dev.dpm.config.Timing.Overlap;
import dev.dpm.process.Phase;

/** STOPPING: the runner ends the target's processes. A command that arrives meanwhile only changes what happens afterwards. */
sealed interface StoppingState extends TargetState permits RunningStopCommand, Ending, Cleaning {

    Life current();

    /** What happens when no process of the target is left, for example a restart. */
    AfterExit afterExit();

    /** A copy of this state with another plan for the time after the stop. */
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

    /** {@inheritDoc} A stop by command has priority over the schedule. */
    @Override
    default Step onDue(Situation at, String why) {
        return at.spec().timing().overlap() == Overlap.KILL && !afterExit().isStop()
                ? Step.to(withAfterExit(new AfterExit.NextRun(why)))
                : TargetState.super.onDue(at, why);
    }
}
