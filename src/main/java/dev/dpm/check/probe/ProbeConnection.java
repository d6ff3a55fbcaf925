package dev.dpm.check.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.Future;

/**
 * A connection for one check, without a proxy. A timer closes the connection at the check's deadline, if the check has
 * not closed it before.
 */
final class ProbeConnection implements AutoCloseable {

    private final Socket socket = new Socket(java.net.Proxy.NO_PROXY);
    private final Deadline deadline;
    private final Future<?> closing;

    private ProbeConnection(Deadline deadline) {
        this.deadline = deadline;
        this.closing = deadline.closes(socket);
    }

    static ProbeConnection to(String host, int port, Deadline deadline) throws IOException, TimedOut {
        ProbeConnection connection = new ProbeConnection(deadline);
        try {
            connection.socket.connect(new InetSocketAddress(address(host), port), deadline.millisLeft());
            return connection;
        } catch (IOException e) {
            connection.close();
            throw connection.told(e);
        }
    }

    /**
     * Resolves the host name of a check, without a cache. The resolver's time limits in resolv.conf(5) apply, not the
     * check's.
     */
    private static InetAddress address(String host) throws UnknownHostException {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return InetAddress.getByName(bare);
    }

    Socket socket() {
        return socket;
    }

    /**
     * The exception to throw for a failed read or write: the given failure, or {@link TimedOut} if the deadline had
     * passed, at which a timer closes the socket.
     */
    IOException told(IOException failure) throws TimedOut {
        if (deadline.isOver() || failure instanceof SocketTimeoutException) {
            throw new TimedOut();
        }
        return failure;
    }

    @Override
    public void close() throws IOException {
        closing.cancel(false);
        socket.close();
    }
}
