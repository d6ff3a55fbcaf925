package dev.dpm.process.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;

import dev.dpm.process.Signal;

/** System calls that change how the runner itself reacts to signals, where Java offers no method. */
public final class OwnSignals {

    /** The C constant SIG_IGN, which makes the kernel ignore a signal (signal(2)). */
    private static final Pointer IGNORE = Pointer.createConstant(1);

    private OwnSignals() {
    }

    /**
     * Makes the kernel ignore a signal for the runner. The runner needs this for QUIT: the JVM would write a thread
     * dump to stdout, and so into the output of targets that inherit stdout.
     *
     * @return false if JNA cannot be loaded on this machine
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
     * (pid_namespaces(7)); there the call returns at once.
     */
    public static void stopSelf() {
        try {
            Kernel.kill((int) ProcessHandle.current().pid(), Signal.STOP.number());
        } catch (LastErrorException | LinkageError refused) {
            // without JNA the runner itself cannot be stopped, only the targets
        }
    }
}
