package dev.dpm.process.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;

import dev.dpm.process.Signal;

/** System calls that change how the runner itself reacts to signals, where Java offers no method. */
public final class OwnSignals {

    private static final Pointer IGNORE = Pointer.createConstant(1);

    private OwnSignals() {
    }

    /**
     * Makes the kernel ignore a signal. This is needed for QUIT, since the JVM would otherwise write a thread dump into
     * the output of targets.
     *
     * @return false if JNA cannot be loaded
     */
    public static boolean ignore(Signal signal) {
        try {
            Kernel.signal(signal.number(), IGNORE);
            return true;
        } catch (LastErrorException | LinkageError refused) {
            return false;
        }
    }

    /**
     * Stops the runner until it gets the signal CONT. If the runner is pid 1, this has no effect (pid_namespaces(7)).
     */
    public static void stopSelf() {
        try {
            Kernel.kill((int) ProcessHandle.current().pid(), Signal.STOP.number());
        } catch (LastErrorException | LinkageError refused) {
            // JNA cannot be loaded; the targets are stopped, and the runner goes on
        }
    }
}
