package dev.dpm.process.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

/**
 * Sends datagrams to a Unix socket (unix(7)). If the receiver's queue is full, sending waits for at most {@link
 * #PATIENCE_MICROS}. For use by one thread.
 */
public final class DatagramSocketOut implements AutoCloseable {

    /** The largest number of bytes of a datagram that {@link #send} accepts. */
    public static final int LONGEST = 64 * 1024;

    /** This number and the next one are constants of socket(7). */
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDTIMEO = 21;
    private static final int TIMEVAL_BYTES = 16;
    /** The longest wait for room in the receiver's queue, in microseconds. */
    private static final long PATIENCE_MICROS = 20_000;
    private static final int ENOENT = 2;
    private static final int EAGAIN = 11;
    private static final int ENOBUFS = 105;
    private static final int ECONNREFUSED = 111;
    private static final int NONE = -1;

    private final String path;
    private int socket = NONE;
    private Memory address;
    private Memory datagram;

    /** Makes a sender to the socket at a path; the first call of {@link #send} opens the sender's own socket. */
    public DatagramSocketOut(Path path) {
        this.path = path.toString();
    }

    /**
     * Sends a datagram.
     *
     * @return false if the datagram was not sent, since the receiver's queue stayed full (EAGAIN, ENOBUFS)
     * @throws IOException no process has the receiver's socket open
     */
    public boolean send(byte[] bytes, int length) throws IOException {
        try {
            open();
            datagram.write(0, bytes, 0, length);
            Kernel.sendto(socket, datagram, length, UnixDatagrams.MSG_NOSIGNAL, address, (int) address.size());
            return true;
        } catch (LastErrorException refused) {
            int error = refused.getErrorCode();
            if (error == EAGAIN || error == ENOBUFS) {
                return false;
            }
            close();
            throw new IOException(switch (error) {
                case ENOENT -> path + " does not exist";
                case ECONNREFUSED -> "nobody reads from " + path;
                default -> path + " takes nothing: " + refused.getMessage();
            }, refused);
        } catch (LinkageError unavailable) {
            throw new IOException("the runner cannot load JNA: " + unavailable.getMessage(), unavailable);
        }
    }

    private void open() throws IOException {
        if (socket != NONE) {
            return;
        }
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > UnixDatagrams.LONGEST_ADDRESS) {
            throw new IOException(path + " is longer than the address of a socket may be");
        }
        if (address == null) {
            address = UnixDatagrams.address(name);
            datagram = new Memory(LONGEST);
        }
        socket = UnixDatagrams.open();
        try (Memory patience = new Memory(TIMEVAL_BYTES)) {
            patience.setLong(0, 0);
            patience.setLong(Long.BYTES, PATIENCE_MICROS);
            NotifyCalls.setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, patience, TIMEVAL_BYTES);
        }
    }

    @Override
    public void close() {
        if (socket != NONE) {
            try {
                Kernel.close(socket);
            } catch (LastErrorException gone) {
            }
            socket = NONE;
        }
    }
}
