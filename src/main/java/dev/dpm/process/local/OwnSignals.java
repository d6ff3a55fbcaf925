package dev.dpm.process.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;

import dev.dpm.process.Signal;

/** System calls on signals to the runner itself that Java does not offer. */
public final class OwnSignals {

    /** The C constant SIG_IGN, which makes the kernel ignore a signal (signal(2)). */
    private static final Pointer IGNORE = Pointer.createConstant(1);

    private OwnSignals() {
    }

    /**
     * Makes the kernel drop a signal. The runner needs this for QUIT, which the JVM reserves and answers with a thread
     * dump on stdout: where targets inherit stdout, the dump would be in their output.
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
     * Stops this JVM until somebody sends CONT, and then returns. The first process of a container cannot stop itself
     * (pid_namespaces(7)): there the call returns at once.
     */
    public static void stopSelf() {
        try {
            Kernel.kill((int) ProcessHandle.current().pid(), Signal.STOP.number());
        } catch (LastErrorException | LinkageError refused) {
            // without JNA the runner itself is not stopped, and its targets stay stopped until CONT arrives
        }
    }
}
