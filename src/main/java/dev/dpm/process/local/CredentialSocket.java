package dev.dpm.process.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

/** A Unix datagram socket that receives the sender's pid with each message (unix(7), SO_PASSCRED). */
final class CredentialSocket implements AutoCloseable {

    /** The largest number of bytes of a message; a longer message is dropped. */
    static final int LONGEST = 4096;

    /** These six numbers are constants of socket(7), unix(7) and recvmsg(2). */
    private static final int SOL_SOCKET = 1;
    private static final int SO_PASSCRED = 16;
    private static final int SCM_CREDENTIALS = 2;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    /**
     * The size in bytes of a {@code struct msghdr} on machines of 64 bits. Its fields are the address, the address's
     * length, buffers, number of buffers, control data, the control data's length, and flags.
     */
    private static final int HEADER_BYTES = 56;
    private static final int VECTOR_AT = 16;
    private static final int CONTROL_AT = 32;
    private static final int FLAGS_AT = 48;
    /**
     * The size of the buffer for a {@code struct cmsghdr} (length, level, type) and the {@code struct ucred} with three
     * numbers after it, in bytes.
     */
    private static final int CONTROL_BYTES = 32;
    private static final int CREDENTIALS_AT = 16;

    /**
     * A received message.
     *
     * @param sender the pid of its sender; 0: the sender is outside the runner's pid namespace
     */
    record Message(String text, long sender) {
    }

    private final int descriptor;
    private final Memory text = new Memory(LONGEST);
    private final Memory vector = new Memory(16);
    private final Memory control = new Memory(CONTROL_BYTES);
    private final Memory header = new Memory(HEADER_BYTES);

    private CredentialSocket(int descriptor) {
        this.descriptor = descriptor;
        vector.setPointer(0, text);
        vector.setLong(Long.BYTES, LONGEST);
    }

    /**
     * Opens a socket.
     *
     * @param address the path of the socket, or {@code @} and a name in the abstract namespace
     * @throws IOException the kernel refuses the socket or its address
     */
    static CredentialSocket at(String address) throws IOException {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        if (name.length > UnixDatagrams.LONGEST_ADDRESS) {
            throw new IOException("its address has " + name.length + " bytes, of which a socket takes "
                    + UnixDatagrams.LONGEST_ADDRESS);
        }
        try (Memory bound = UnixDatagrams.address(name); Memory one = new Memory(Integer.BYTES)) {
            one.setInt(0, 1);
            CredentialSocket socket = new CredentialSocket(UnixDatagrams.open());
            try {
                // this option is set before the socket has its address, so that each message has the pid of its sender
                NotifyCalls.setsockopt(socket.descriptor, SOL_SOCKET, SO_PASSCRED, one, Integer.BYTES);
                NotifyCalls.bind(socket.descriptor, bound, (int) bound.size());
                return socket;
            } catch (LastErrorException refused) {
                socket.close();
                throw refused;
            }
        } catch (LastErrorException | LinkageError refused) {
            throw new IOException("the system refuses it (" + refused.getMessage() + ")", refused);
        }
    }

    int descriptor() {
        return descriptor;
    }

    /** Receives a message that has already arrived; empty if none has, or if the message is too long. */
    Optional<Message> take() {
        header.clear();
        control.clear();
        header.setPointer(VECTOR_AT, vector);
        header.setLong(VECTOR_AT + Long.BYTES, 1);
        header.setPointer(CONTROL_AT, control);
        // the buffer has room for the credentials only, so the kernel closes file descriptors that a sender attached (unix(7))
        header.setLong(CONTROL_AT + Long.BYTES, CONTROL_BYTES);
        try {
            long length = NotifyCalls.recvmsg(descriptor, header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
            boolean isWhole = (header.getInt(FLAGS_AT) & MSG_TRUNC) == 0;
            return isWhole
                    ? Optional.of(new Message(
                            new String(text.getByteArray(0, (int) length), StandardCharsets.UTF_8), sender()))
                    : Optional.empty();
        } catch (LastErrorException none) {
            return Optional.empty();
        }
    }

    private long sender() {
        boolean isThere = header.getLong(CONTROL_AT + Long.BYTES) >= CREDENTIALS_AT + Integer.BYTES
                && control.getInt(Long.BYTES) == SOL_SOCKET
                && control.getInt(Long.BYTES + Integer.BYTES) == SCM_CREDENTIALS;
        return isThere ? control.getInt(CREDENTIALS_AT) : 0;
    }

    @Override
    public void close() {
        try {
            Kernel.close(descriptor);
        } catch (LastErrorException gone) {
        }
    }
}
