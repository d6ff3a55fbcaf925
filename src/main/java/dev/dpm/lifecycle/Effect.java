package dev.dpm.lifecycle;

import dev.dpm.process.AttachSelector;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;

/** Something to be done in the world; what came of it returns as a stimulus. */
public sealed interface Effect {

    /** Bring an incarnation to life; answers onLaunched or onLaunchFailed. */
    record Launch(long incarnation) implements Effect {
    }

    /**
     * Send a signal to the tree or to its main process, then count; answers onSurveyed. Looks over the whole machine,
     * for members that left the tree.
     */
    record Terminate(long incarnation, ProcessIdentity main, Signal signal, StopScope scope) implements Effect {
    }

    /**
     * Count who still lives; answers onSurveyed.
     *
     * @param wide over the whole machine where the tree itself is empty: at a stop, and for an adopted life, whose
     *        orphans are not the runner's to inherit
     */
    record Survey(long incarnation, ProcessIdentity main, boolean wide) implements Effect {
    }

    /** Be told of the end of a process that this runner did not launch; answers onExited. */
    record Watch(long incarnation, ProcessIdentity main) implements Effect {
    }

    /** One signal to the main process or to the whole tree, nothing else; answers nothing. */
    record SendSignal(long incarnation, ProcessIdentity main, Signal signal, StopScope scope) implements Effect {

        /** To the main process. */
        public SendSignal(long incarnation, ProcessIdentity main, Signal signal) {
            this(incarnation, main, signal, StopScope.MAIN);
        }
    }

    /** Look once for the process to attach to; answers onSighted. */
    record Search(long incarnation, AttachSelector selector) implements Effect {
    }

    /** Nobody waits for this launch any more: what it brings forth late is ended before the next begins. */
    record Disown(long incarnation) implements Effect {
    }

    /** End the whole runner with exit code 70. */
    record EndRunner(String reason) implements Effect {
    }
}
