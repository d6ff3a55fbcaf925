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
     * Makes the kernel ignore a signal: for QUIT, the JVM would write a thread dump into the output of targets.
     *
     * @return false: there is no JNA
     */
    public static boolean ignore(Signal signal) {
        try {
            Kernel.signal(signal.number(), IGNORE);
            return true;
        } catch (LastErrorException | LinkageError refused) {
            return false;
        }
    }

    /** Stops this JVM until CONT. Pid 1 cannot stop itself (pid_namespaces(7)). */
    public static void stopSelf() {
        try {
            Kernel.kill((int) ProcessHandle.current().pid(), Signal.STOP.number());
        } catch (LastErrorException | LinkageError refused) {
            // without JNA, only the targets are stopped
        }
    }
}
