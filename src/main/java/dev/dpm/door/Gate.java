package dev.dpm.door;

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
 * One port: its connections and the memory that they hold together. When the port is full, a new connection takes the
 * place of the most dispensable one: a half-sent request before an idle connection, an unauthenticated client before an
 * authenticated one, and among equals the connection that has waited longest. A client that sends a complete request at
 * once is therefore served, however many half-sent requests hang.
 */
final class Gate {

    private static final long SWEEP_MILLIS = 1000;

    private final DoorLimits limits;
    private final Complaints complaints;
    private final LongSupplier nanoTime;
    private final Set<Visit> visits = new LinkedHashSet<>();
    private int unfinished;
    private long knownBodies;
    private long strangersBodies;
    private boolean isSwept;

    Gate(DoorLimits limits, Complaints complaints, LongSupplier nanoTime) {
        this.limits = limits;
        this.complaints = complaints;
        this.nanoTime = nanoTime;
    }

    DoorLimits limits() {
        return limits;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void complain(String kind, String from) {
        complaints.about(kind, from);
    }

    /** Takes a place for a new connection, if necessary from another connection; false where there is no place. */
    synchronized boolean enter(Visit visit, EventExecutor loop) {
        while (visits.size() >= limits.connections()) {
            Optional<Visit> leaving = dispensable(other -> true);
            if (leaving.isEmpty()) {
                complain("refused a connection, all places are in use", visit.from());
                return false;
            }
            cutOff(leaving.get(), "cut off a connection to make room for another");
        }
        visits.add(visit);
        if (!isSwept) {
            isSwept = true;
            sweepLater(loop);
        }
        return true;
    }

    synchronized void leave(Visit visit) {
        visits.remove(visit);
    }

    /** Whether any client of this port waits for an answer. */
    synchronized boolean isOwing() {
        return visits.stream().anyMatch(Visit::isOwed);
    }

    synchronized int connections() {
        return visits.size();
    }

    /**
     * Records a change of the memory that all incomplete heads take. If this memory exceeds the limit, the connection
     * whose head has been incomplete for longest is closed.
     */
    synchronized void headGrew(int bytes) {
        unfinished += bytes;
        while (unfinished > limits.unfinished()) {
            Optional<Visit> leaving = dispensable(Visit::hasHalfAHead);
            if (leaving.isEmpty()) {
                return;
            }
            cutOff(leaving.get(), "cut off a half-sent request, all of them together held too much");
        }
    }

    synchronized boolean reserve(long bytes, boolean known) {
        long taken = known ? knownBodies : strangersBodies;
        if (taken + bytes > (known ? limits.knownBodies() : limits.strangersBodies())) {
            return false;
        }
        free(-bytes, known);
        return true;
    }

    /**
     * Reserves memory for a body, if necessary by dropping others: bodies of requests that were refused, and then bodies
     * of unauthenticated clients, the one that has been incomplete for longest first.
     *
     * @return whether the memory is reserved
     */
    synchronized boolean makeRoomForBody(long bytes, boolean known) {
        while (!reserve(bytes, known)) {
            Optional<Visit> leaving = dispensable(visit -> visit.mayLoseItsBody(known));
            if (leaving.isEmpty()) {
                return false;
            }
            cutOff(leaving.get(), "cut off a half-sent body to make room for another");
        }
        return true;
    }

    synchronized void free(long bytes, boolean known) {
        if (known) {
            knownBodies -= bytes;
        } else {
            strangersBodies -= bytes;
        }
    }

    /**
     * Closes connections of unauthenticated clients that do not read their answers, longest first, while these answers
     * hold too much memory.
     */
    synchronized void answered() {
        while (visits.stream().filter(visit -> !visit.isKnown()).mapToLong(Visit::untaken).sum() > limits.untaken()) {
            Optional<Visit> leaving = dispensable(visit -> !visit.isKnown() && visit.untaken() > 0);
            if (leaving.isEmpty()) {
                return;
            }
            cutOff(leaving.get(), "cut off a reader that does not take its answers");
        }
    }

    private Optional<Visit> dispensable(Predicate<Visit> among) {
        return visits.stream().filter(among).filter(visit -> visit.dispensability().isPresent())
                .min(Comparator.comparingInt((Visit visit) -> visit.dispensability().orElseThrow())
                        .thenComparing(Visit::since, (one, other) -> Long.signum(one - other)));
    }

    private void cutOff(Visit visit, String kind) {
        complain(kind, visit.from());
        visits.remove(visit);
        visit.close();
    }

    private void sweepLater(EventExecutor loop) {
        loop.schedule(() -> sweep(loop), SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sweep(EventExecutor loop) {
        List<Visit> present;
        synchronized (this) {
            isSwept = !visits.isEmpty();
            present = List.copyOf(visits);
        }
        long now = now();
        present.forEach(visit -> visit.expire(now));
        if (!present.isEmpty()) {
            sweepLater(loop);
        }
    }

    /** Ranks of {@link Visit#dispensability}: the connection with the lowest rank is closed first. */
    enum Rank {
        TURNED_AWAY, HALF_SENT, UNREAD, IDLE, BUSY;

        OptionalInt is() {
            return OptionalInt.of(ordinal());
        }
    }
}
