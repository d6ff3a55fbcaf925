package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Map;

import dev.dpm.process.AttachSelector;
import dev.dpm.process.Hook;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;

/**
 * Work that the supervision loop orders from other threads after a state transition. The loop passes the result to the
 * state machine by calling a method of {@link TargetState} such as {@code onLaunched}.
 */
public sealed interface Effect {

    /** Calls the performer's method that performs an effect of this kind. */
    void doneBy(Performer performer);

    /**
     * Whether the supervision loop orders the effect before it records the events of the same step, so that the effect
     * need not wait for the journal.
     */
    default boolean isUrgent() {
        return false;
    }

    /**
     * Whether the effect only counts the processes in the target's process tree. The supervision loop skips this effect
     * if the loop already counted the processes when it noticed the end of the main process.
     */
    default boolean isCount() {
        return false;
    }

    /**
     * Performs effects, with one method for each kind: if a new kind is added, the compiler reports every
     * implementation that does not perform the new kind yet.
     */
    interface Performer {
        void launch(Launch launch);

        void terminate(Terminate terminate);

        void survey(Survey survey);

        void watch(Watch watch);

        void sendSignal(SendSignal signal);

        void search(Search search);

        void disown(Disown disown);

        void endRunner(EndRunner end);

        void runHook(RunHook hook);

        void endHooks(EndHooks end);
    }

    /**
     * Launches an incarnation (one life of the target); its result is passed to {@code TargetState.onLaunched} or
     * {@code onLaunchFailed}.
     */
    record Launch(long incarnation) implements Effect {
        @Override
        public boolean isUrgent() {
            return true;
        }

        @Override
        public void doneBy(Performer performer) {
            performer.launch(this);
        }
    }

    /**
     * Sends a signal to the target's process tree or to its main process, then counts the survivors. The result is
     * passed to {@code TargetState.onSurvivorsCounted}. Processes that left the tree are searched for on the whole
     * machine.
     */
    record Terminate(long incarnation, ProcessIdentity main, Signal signal, StopScope scope) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.terminate(this);
        }
    }

    /**
     * Counts the living processes of a target; the result is passed to {@code TargetState.onSurvivorsCounted}.
     *
     * @param wide whether the runner searches the whole machine if the process tree is empty. This is needed at a stop,
     * and for a target that an earlier runner launched, since its orphans are not reparented to this runner
     */
    record Survey(long incarnation, ProcessIdentity main, boolean wide) implements Effect {
        @Override
        public boolean isCount() {
            return !wide;
        }

        @Override
        public void doneBy(Performer performer) {
            performer.survey(this);
        }
    }

    /**
     * Waits, on another thread, for the end of a process that this runner did not launch; the result is passed to
     * {@code TargetState.onExited}.
     */
    record Watch(long incarnation, ProcessIdentity main) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.watch(this);
        }
    }

    /** Sends one signal to the target's main process or to its whole process tree; there is no result. */
    record SendSignal(long incarnation, ProcessIdentity main, Signal signal, StopScope scope) implements Effect {

        /** Makes the effect that sends a signal to the target's main process only. */
        public SendSignal(long incarnation, ProcessIdentity main, Signal signal) {
            this(incarnation, main, signal, StopScope.MAIN);
        }

        @Override
        public void doneBy(Performer performer) {
            performer.sendSignal(this);
        }
    }

    /**
     * Searches the machine once for the process to which the target is to attach; the result is passed to {@code
     * TargetState.onSighted}.
     */
    record Search(long incarnation, AttachSelector selector) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.search(this);
        }
    }

    /**
     * Gives up waiting for a launch of the target. If the launch still produces a process, the runner ends that
     * process before it begins the next launch.
     */
    record Disown(long incarnation) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.disown(this);
        }
    }

    /**
     * Runs the command of a hook. The result is passed to {@code TargetState.onHookEnded}, once all processes of the
     * hook have ended.
     *
     * @param limit the longest running time of the hook; after that, it is killed
     * @param variables additional variables for the hook's environment
     */
    record RunHook(long incarnation, Hook hook, Duration limit, Map<String, String> variables) implements Effect {

        public RunHook {
            variables = Map.copyOf(variables);
        }

        @Override
        public void doneBy(Performer performer) {
            performer.runHook(this);
        }
    }

    /**
     * Ends the running hooks that belong to one launch of a target, if there are any. The result of each hook is passed
     * to {@code TargetState.onHookEnded}.
     */
    record EndHooks(long incarnation) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.endHooks(this);
        }
    }

    /** Ends the whole runner with exit code 70, because a target with {@code --on_exhausted exit} was given up. */
    record EndRunner(String reason) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.endRunner(this);
        }
    }
}
