package dev.dpm.process.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

import dev.dpm.process.Signal;

/**
 * A file descriptor that refers to a process (pidfd_open(2)). A signal through it never reaches a later process with the
 * same pid.
 */
record Pidfd(int descriptor) implements AutoCloseable {

    private static final short POLLIN = 1;

    /**
     * Opens a pidfd for the process that has this pid now. The caller checks that it is the intended process.
     *
     * @throws LastErrorException ESRCH: there is no such process; ENOSYS or EPERM: the kernel lacks the system call, or a
     *     sandbox forbids it
     */
    static Pidfd open(long pid) {
        return new Pidfd(Kernel.pidfdOpen(pid));
    }

    void send(Signal signal) {
        Kernel.pidfdSendSignal(descriptor, signal.number());
    }

    /** Sends signal 0, which does nothing but throws an exception if a real signal would be refused (kill(2)). */
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
