package dev.dpm.process.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** System calls for the sockets of {@link NotifyInbox}. The JVM loads this class only when such a socket is needed. */
final class NotifyCalls {

    static {
        Kernel.load();
        Native.register(NotifyCalls.class, NativeLibrary.getProcess());
    }

    private NotifyCalls() {
    }

    static native int bind(int socket, Pointer address, int length) throws LastErrorException;

    static native int setsockopt(int socket, int level, int option, Pointer value, int length)
            throws LastErrorException;

    static native long recvmsg(int socket, Pointer message, int flags) throws LastErrorException;

    static native int eventfd(int initial, int flags) throws LastErrorException;

    static native long read(int descriptor, Pointer bytes, long length) throws LastErrorException;

    static native long write(int descriptor, Pointer bytes, long length) throws LastErrorException;
}
