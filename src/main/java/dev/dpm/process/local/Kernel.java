package dev.dpm.process.local;

import java.util.logging.Level;
import java.util.logging.Logger;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * System calls through the library JNA, which is loaded at the first call. A failed call throws {@link
 * LastErrorException}.
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

    private static final long PIDFD_SEND_SIGNAL = 424;
    private static final long PIDFD_OPEN = 434;

    /**
     * This field keeps the logger in memory. Without a reference, the log manager would drop it together with its level.
     */
    private static final Logger JNA = Logger.getLogger("com.sun.jna");

    static {
        // at a finer level, JNA makes a log record, which contains the host name, for each step of its start
        JNA.setLevel(Level.WARNING);
        LibraryFolders.choose();
        Native.register(Kernel.class, NativeLibrary.getProcess());
    }

    private Kernel() {
    }

    static void load() {
        // a call of this method runs the static initializer, which loads JNA
    }

    /**
     * Opens a pidfd of a process (pidfd_open(2)). This descriptor never refers to a later process with the same pid.
     */
    static int pidfdOpen(long pid) {
        return (int) syscall(PIDFD_OPEN, pid, 0, 0, 0);
    }

    static void pidfdSendSignal(int pidfd, int signal) {
        syscall(PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0);
    }

    // syscall(2) is variadic; on x86-64 and arm64, integers are passed to it as to other functions

    private static native long syscall(long number, long first, long second, long third, long fourth)
            throws LastErrorException;

    static native int prctl(int option, long first, long second, long third, long fourth) throws LastErrorException;

    static native int poll(Pointer descriptors, long count, int millis) throws LastErrorException;

    static native int waitpid(int pid, Pointer status, int options) throws LastErrorException;

    static native int waitid(int kind, int id, Pointer siginfo, int options) throws LastErrorException;

    static native Pointer signal(int signal, Pointer disposition) throws LastErrorException;

    static native int ioctl(int descriptor, long request, long argument) throws LastErrorException;

    /** Returns 1 for a terminal, and otherwise 0 (isatty(3)). */
    static native int isatty(int descriptor);

    static native int socket(int domain, int type, int protocol) throws LastErrorException;

    static native long sendto(int socket, Pointer message, long length, int flags, Pointer address, int addressLength)
            throws LastErrorException;

    static native int kill(int pid, int signal) throws LastErrorException;

    static native int open(String path, int flags) throws LastErrorException;

    /**
     * Opens a file (open(2)).
     *
     * @param path the path of the file, with a NUL byte at the end
     */
    static native int open(byte[] path, int flags) throws LastErrorException;

    static native int getrlimit(int resource, Pointer limits) throws LastErrorException;

    static native int setrlimit(int resource, Pointer limits) throws LastErrorException;

    static native int ioctl(int descriptor, long request, Pointer argument) throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;

    static native int madvise(Pointer address, long length, int advice) throws LastErrorException;
}
