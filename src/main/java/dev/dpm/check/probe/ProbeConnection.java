package dev.dpm.check.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.Future;

/** A connection for one check, without a proxy, which is closed at the check's deadline at the latest. */
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

    /** Looks up a host name, without a cache. The resolver's time limits in resolv.conf(5) apply, not the check's. */
    private static InetAddress address(String host) throws UnknownHostException {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return InetAddress.getByName(bare);
    }

    Socket socket() {
        return socket;
    }

    /**
     * The failure to report: the given failure, or a time-out where the failure came after the deadline, at which the
     * socket is closed.
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
