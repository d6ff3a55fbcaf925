package dev.dpm.listener;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.netty.util.concurrent.EventExecutor;

/**
 * One port with its connections. If the port has too many, a new connection replaces the one of the lowest rank: half-sent
 * requests and unauthenticated clients first, and of equal ranks the oldest. A complete request is therefore always served.
 */
final class GuardedPort {

    private static final long SWEEP_MILLIS = 1000;

    private final PortLimits limits;
    private final MisuseLog misuse;
    private final LongSupplier nanoTime;
    private final Set<ClientConnection> connections = new LinkedHashSet<>();
    private int unfinished;
    private long authenticatedBodies;
    private long unauthenticatedBodies;
    private boolean isSwept;

    GuardedPort(PortLimits limits, MisuseLog misuse, LongSupplier nanoTime) {
        this.limits = limits;
        this.misuse = misuse;
        this.nanoTime = nanoTime;
    }

    PortLimits limits() {
        return limits;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void complain(String kind, String from) {
        misuse.about(kind, from);
    }

    /**
     * Adds a connection. If the port has too many, another connection is closed.
     * @return false: the connection was not added, since no other one may be closed
     */
    synchronized boolean enter(ClientConnection connection, EventExecutor loop) {
        while (connections.size() >= limits.connections()) {
            Optional<ClientConnection> leaving = dispensable(other -> true);
            if (leaving.isEmpty()) {
                complain("refused a connection, all places are in use", connection.from());
                return false;
            }
            cutOff(leaving.get(), "cut off a connection to make room for another");
        }
        connections.add(connection);
        if (!isSwept) {
            isSwept = true;
            sweepLater(loop);
        }
        return true;
    }

    synchronized void leave(ClientConnection connection) {
        connections.remove(connection);
    }

    synchronized boolean hasWaitingClient() {
        return connections.stream().anyMatch(ClientConnection::isClientWaiting);
    }

    synchronized int connections() {
        return connections.size();
    }

    /**
     * Adds to the memory that incomplete heads use. If they use more than the limit allows, the connection with the oldest
     * incomplete head is closed.
     */
    synchronized void headGrew(int bytes) {
        unfinished += bytes;
        while (unfinished > limits.unfinished()) {
            Optional<ClientConnection> leaving = dispensable(ClientConnection::hasHalfAHead);
            if (leaving.isEmpty()) {
                return;
            }
            cutOff(leaving.get(), "cut off a half-sent request, all of them together held too much");
        }
    }

    synchronized boolean reserve(long bytes, boolean known) {
        long taken = known ? authenticatedBodies : unauthenticatedBodies;
        if (taken + bytes > (known ? limits.authenticatedBodies() : limits.unauthenticatedBodies())) {
            return false;
        }
        free(-bytes, known);
        return true;
    }

    /**
     * Reserves memory for a body. If necessary, connections with a refused request or with an unauthenticated client that still
     * sends its body are closed.
     * @return whether the memory is reserved
     */
    synchronized boolean makeRoomForBody(long bytes, boolean known) {
        while (!reserve(bytes, known)) {
            Optional<ClientConnection> leaving = dispensable(connection -> connection.mayLoseItsBody(known));
            if (leaving.isEmpty()) {
                return false;
            }
            cutOff(leaving.get(), "cut off a half-sent body to make room for another");
        }
        return true;
    }

    synchronized void free(long bytes, boolean known) {
        if (known) {
            authenticatedBodies -= bytes;
        } else {
            unauthenticatedBodies -= bytes;
        }
    }

    /**
     * Closes connections of clients that do not read their answers, the oldest answer first, until unread answers take no more
     * memory than the limits allow. For authenticated clients, only complete answers count, so the newest answer is never cut
     * off.
     */
    synchronized void answered() {
        boundUnread(connection -> !connection.isKnown(), limits.unreadBytes());
        boundUnread(connection -> connection.isKnown() && connection.dispensability().isPresent(),
                limits.authenticatedUnreadBytes());
    }

    private void boundUnread(Predicate<ClientConnection> among, long most) {
        while (connections.stream().filter(among).mapToLong(ClientConnection::unreadBytes).sum() > most) {
            Optional<ClientConnection> leaving = dispensable(
                    connection -> among.test(connection) && connection.unreadBytes() > 0);
            if (leaving.isEmpty()) {
                return;
            }
            cutOff(leaving.get(), "cut off a reader that does not take its answers");
        }
    }

    private Optional<ClientConnection> dispensable(Predicate<ClientConnection> among) {
        return connections.stream().filter(among).filter(connection -> connection.dispensability().isPresent())
                .min(Comparator.comparingInt((ClientConnection connection) -> connection.dispensability().orElseThrow())
                        .thenComparing(ClientConnection::since, (one, other) -> Long.signum(one - other)));
    }

    private void cutOff(ClientConnection connection, String kind) {
        complain(kind, connection.from());
        connections.remove(connection);
        connection.close();
    }

    private void sweepLater(EventExecutor loop) {
        loop.schedule(() -> sweep(loop), SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sweep(EventExecutor loop) {
        List<ClientConnection> present;
        synchronized (this) {
            isSwept = !connections.isEmpty();
            present = List.copyOf(connections);
        }
        long now = now();
        present.forEach(connection -> connection.expire(now));
        if (!present.isEmpty()) {
            sweepLater(loop);
        }
    }

    /**
     * The ranks of connections, see {@link ClientConnection#dispensability}: if a port has too many, the one with the lowest
     * rank is closed first.
     */
    enum Rank {
        TURNED_AWAY, HALF_SENT, UNREAD, IDLE, BUSY;

        OptionalInt is() {
            return OptionalInt.of(ordinal());
        }
    }
}
