package dev.dpm.process.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;

import dev.dpm.process.Signal;

/** What the runner does with signals to itself that Java has no word for. */
public final class OwnSignals {

    /** SIG_IGN, signal(7). */
    private static final Pointer IGNORE = Pointer.createConstant(1);

    private OwnSignals() {
    }

    /**
     * Has the kernel drop a signal. Made for QUIT, which the JVM keeps for itself and answers with a thread dump on
     * stdout: where targets inherit that, in their output.
     *
     * @return false where this machine has no JNA
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
     * Stops this JVM until somebody sends CONT, and returns then. The kernel does not stop the first process of a
     * container at its own word (pid_namespaces(7)): it goes on.
     */
    public static void stopSelf() {
        try {
            Kernel.kill((int) ProcessHandle.current().pid(), Signal.STOP.number());
        } catch (LastErrorException | LinkageError refused) {
            // then the runner goes on while its targets are stopped, until CONT
        }
    }
}
