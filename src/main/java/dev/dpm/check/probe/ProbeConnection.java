package dev.dpm.check.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.Future;

/** The connection of a check, without a proxy. It is closed at the check's deadline. */
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

    /** Resolves a host name without Java's cache. The time limits are those of resolv.conf(5). */
    private static InetAddress address(String host) throws UnknownHostException {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return InetAddress.getByName(bare);
    }

    Socket socket() {
        return socket;
    }

    /** Returns the failure. If it comes from the deadline, {@link TimedOut} is thrown instead. */
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
