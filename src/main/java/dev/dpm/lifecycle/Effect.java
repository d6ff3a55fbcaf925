package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Map;

import dev.dpm.process.AttachSelector;
import dev.dpm.process.Hook;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;

/**
 * Work that a {@link Step} orders and other threads perform. They pass its result to a method of {@link TargetState}, such
 * as {@code onLaunched}.
 */
public sealed interface Effect {

    void doneBy(Performer performer);

    /**
     * Whether the effect is ordered before the events of its {@link Step} are written, so that it does not wait for the
     * journal.
     */
    default boolean isUrgent() {
        return false;
    }

    /**
     * Whether the effect only counts the target's processes. Such an effect is skipped if the number of living processes is
     * known already.
     */
    default boolean isCount() {
        return false;
    }

    /** Performs effects, with one method for each kind. */
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

    /** Launches the target. The result is passed to {@code onLaunched} or {@code onLaunchFailed}. */
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
     * Sends a stop signal to all processes of the target or to its main process, and then counts the processes. Their
     * number is passed to {@code onSurvivorsCounted}.
     */
    record Terminate(long incarnation, ProcessIdentity main, Signal signal, StopScope scope) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.terminate(this);
        }
    }

    /**
     * Counts the living processes of the target. Their number is passed to {@code onSurvivorsCounted}.
     *
     * @param wide whether a count of 0 must be confirmed by a search of the whole machine
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

    /** Waits for the end of a process that this runner did not launch. The result is passed to {@code onExited}. */
    record Watch(long incarnation, ProcessIdentity main) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.watch(this);
        }
    }

    /** Sends one signal to the main process or to all processes of the target. No result is reported. */
    record SendSignal(long incarnation, ProcessIdentity main, Signal signal, StopScope scope) implements Effect {

        public SendSignal(long incarnation, ProcessIdentity main, Signal signal) {
            this(incarnation, main, signal, StopScope.MAIN);
        }

        @Override
        public void doneBy(Performer performer) {
            performer.sendSignal(this);
        }
    }

    /**
     * Searches the machine once for the process to which the target is to attach. The result is passed to
     * {@code onSighted}.
     */
    record Search(long incarnation, AttachSelector selector) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.search(this);
        }
    }

    /**
     * Cancels a launch that is under way. If it still produces a process, that process is ended before the next launch.
     */
    record Disown(long incarnation) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.disown(this);
        }
    }

    /**
     * Runs a hook of the target. The result is passed to {@code onHookEnded}, when all processes of the hook have ended.
     *
     * @param limit the longest running time; after that, the hook is killed
     * @param variables additional environment variables
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

    /** Ends the running hooks of one launch of a target. Each result is passed to {@code onHookEnded}. */
    record EndHooks(long incarnation) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.endHooks(this);
        }
    }

    /** Ends the whole runner with exit code 70, because a target with {@code --on_exhausted exit} has used up its restarts. */
    record EndRunner(String reason) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.endRunner(this);
        }
    }
}
