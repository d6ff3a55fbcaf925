package dev.dpm.process.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

import dev.dpm.process.Signal;

/**
 * A descriptor that refers to one process (pidfd_open(2)). A signal through it never reaches another process that got
 * the same pid later.
 */
record Pidfd(int descriptor) implements AutoCloseable {

    private static final short POLLIN = 1;

    /**
     * Opens a descriptor for the process that has the pid now; the caller checks the identity afterwards.
     *
     * @throws LastErrorException ESRCH where no process has the pid; ENOSYS or EPERM where the kernel or a sandbox
     *     lacks the call
     */
    static Pidfd open(long pid) {
        return new Pidfd(Kernel.pidfdOpen(pid));
    }

    void send(Signal signal) {
        Kernel.pidfdSendSignal(descriptor, signal.number());
    }

    /**
     * Checks whether the kernel would deliver a signal to the process, without sending a signal (kill(2)). Throws the
     * same exceptions as {@link #send}.
     */
    void sendNothing() {
        Kernel.pidfdSendSignal(descriptor, 0);
    }

    /** Blocks the calling thread until the process has ended. A zombie counts as ended. */
    void awaitExit() {
        try (Memory pollfd = new Memory(8)) {
            pollfd.setInt(0, descriptor);
            pollfd.setShort(4, POLLIN);
            pollfd.setShort(6, (short) 0);
            while (!isReady(pollfd)) {
                Thread.onSpinWait();
            }
        }
    }

    private static boolean isReady(Memory pollfd) {
        try {
            return Kernel.poll(pollfd, 1, -1) > 0;
        } catch (LastErrorException interrupted) {
            if (interrupted.getErrorCode() == Kernel.EINTR) {
                return false;
            }
            throw interrupted;
        }
    }

    @Override
    public void close() {
        Kernel.close(descriptor);
    }
}
