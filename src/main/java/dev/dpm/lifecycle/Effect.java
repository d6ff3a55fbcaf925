package dev.dpm.lifecycle;

import dev.dpm.process.AttachSelector;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;

/** Something to be done outside the state machine; its result returns as a stimulus. */
public sealed interface Effect {

    /** Has the effect done by a performer that can do every kind of effect. */
    void doneBy(Performer performer);

    /**
     * Whether the effect is ordered before the events of its step are told, so that it does not wait for the journal.
     */
    default boolean isUrgent() {
        return false;
    }

    /** Whether it asks for nothing but the count of a life's own tree, which may have been made with the news of its end. */
    default boolean isCount() {
        return false;
    }

    /** Does each kind of effect; a new kind does not compile until somebody does it. */
    interface Performer {
        void launch(Launch launch);

        void terminate(Terminate terminate);

        void survey(Survey survey);

        void watch(Watch watch);

        void sendSignal(SendSignal signal);

        void search(Search search);

        void disown(Disown disown);

        void endRunner(EndRunner end);
    }

    /** Bring an incarnation to life; answers onLaunched or onLaunchFailed. */
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
     * Send a signal to the process tree or to its main process, then count the survivors; answers onSurvivorsCounted.
     * Members that left the tree are looked for on the whole machine.
     */
    record Terminate(long incarnation, ProcessIdentity main, Signal signal, StopScope scope) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.terminate(this);
        }
    }

    /**
     * Count the living processes of an incarnation; answers onSurvivorsCounted.
     *
     * @param wide on the whole machine where the tree itself is empty: at a stop, and for an adopted incarnation, whose
     *     orphans this runner does not inherit
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

    /** Watch for the end of a process that this runner did not launch; answers onExited. */
    record Watch(long incarnation, ProcessIdentity main) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.watch(this);
        }
    }

    /** Send one signal to the main process or to the whole tree, nothing else; answers nothing. */
    record SendSignal(long incarnation, ProcessIdentity main, Signal signal, StopScope scope) implements Effect {

        /** Sends a signal to the main process. */
        public SendSignal(long incarnation, ProcessIdentity main, Signal signal) {
            this(incarnation, main, signal, StopScope.MAIN);
        }

        @Override
        public void doneBy(Performer performer) {
            performer.sendSignal(this);
        }
    }

    /** Look once for the process to attach to; answers onSighted. */
    record Search(long incarnation, AttachSelector selector) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.search(this);
        }
    }

    /**
     * Give up waiting for a launch: a process that the launch brings forth late is ended before the next launch begins.
     */
    record Disown(long incarnation) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.disown(this);
        }
    }

    /** End the whole runner with exit code 70. */
    record EndRunner(String reason) implements Effect {
        @Override
        public void doneBy(Performer performer) {
            performer.endRunner(this);
        }
    }
}
