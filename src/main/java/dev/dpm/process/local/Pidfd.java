package dev.dpm.process.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

import dev.dpm.process.Signal;

/** A descriptor of one process (pidfd_open(2)). A signal never reaches a later process with the same pid. */
record Pidfd(int descriptor) implements AutoCloseable {

    private static final short POLLIN = 1;

    /**
     * Opens a pidfd. The caller checks the identity.
     *
     * @throws LastErrorException ESRCH: no such process; ENOSYS or EPERM: no such call
     */
    static Pidfd open(long pid) {
        return new Pidfd(Kernel.pidfdOpen(pid));
    }

    void send(Signal signal) {
        Kernel.pidfdSendSignal(descriptor, signal.number());
    }

    /** Checks whether a signal would be delivered (kill(2)). */
    void sendNothing() {
        Kernel.pidfdSendSignal(descriptor, 0);
    }

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
