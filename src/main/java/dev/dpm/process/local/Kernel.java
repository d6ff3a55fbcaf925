package dev.dpm.process.local;

import java.util.logging.Level;
import java.util.logging.Logger;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * System calls that Java does not offer, through JNA. The JVM loads JNA at the first of these calls; a launch by {@link
 * PrefixedLaunch} needs none of these calls. Each method throws {@link LastErrorException} with errno.
 */
final class Kernel {

    static final int EPERM = 1;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int ECHILD = 10;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOSYS = 38;

    /** Numbers of system calls, the same on every architecture (syscalls(2)). */
    private static final long PIDFD_SEND_SIGNAL = 424;
    private static final long PIDFD_OPEN = 434;

    /**
     * The logger of JNA. This field keeps a reference to the logger: a log manager drops loggers, with their levels, to
     * which no object refers.
     */
    private static final Logger JNA = Logger.getLogger("com.sun.jna");

    static {
        // at more detailed levels than WARNING, JNA would build a log record for each of its steps, with the host name,
        // before any handler drops the record
        JNA.setLevel(Level.WARNING);
        LibraryFolders.choose();
        Native.register(Kernel.class, NativeLibrary.getProcess());
    }

    private Kernel() {
    }

    /** Loads JNA and the system calls. If that is not possible, the method throws the cause. */
    static void load() {
        // calling this method makes the JVM run the static initializer, which loads JNA
    }

    /**
     * Opens a pidfd, a descriptor that refers to the process with this pid now and never to a later process with the
     * same pid (pidfd_open(2)). The kernel closes the descriptor at exec.
     */
    static int pidfdOpen(long pid) {
        return (int) syscall(PIDFD_OPEN, pid, 0, 0, 0);
    }

    static void pidfdSendSignal(int pidfd, int signal) {
        syscall(PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0);
    }

    // syscall(2) takes a variable number of arguments. This declaration with a fixed number is safe on x86-64 and arm64
    // Linux, where both kinds of functions get integers in the same way.

    private static native long syscall(long number, long first, long second, long third, long fourth)
            throws LastErrorException;

    static native int prctl(int option, long first, long second, long third, long fourth) throws LastErrorException;

    static native int poll(Pointer descriptors, long count, int millis) throws LastErrorException;

    static native int waitpid(int pid, Pointer status, int options) throws LastErrorException;

    static native int waitid(int kind, int id, Pointer siginfo, int options) throws LastErrorException;

    static native Pointer signal(int signal, Pointer disposition) throws LastErrorException;

    static native int ioctl(int descriptor, long request, long argument) throws LastErrorException;

    /** Returns 1 for a terminal and 0 for anything else (isatty(3)); never throws. */
    static native int isatty(int descriptor);

    static native int socket(int domain, int type, int protocol) throws LastErrorException;

    static native long sendto(int socket, Pointer message, long length, int flags, Pointer address, int addressLength)
            throws LastErrorException;

    static native int kill(int pid, int signal) throws LastErrorException;

    static native int open(String path, int flags) throws LastErrorException;

    /**
     * Opens a file (open(2)).
     *
     * @param path the path as bytes that end with a NUL
     */
    static native int open(byte[] path, int flags) throws LastErrorException;

    static native int getrlimit(int resource, Pointer limits) throws LastErrorException;

    static native int setrlimit(int resource, Pointer limits) throws LastErrorException;

    static native int ioctl(int descriptor, long request, Pointer argument) throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;

    static native int madvise(Pointer address, long length, int advice) throws LastErrorException;
}
