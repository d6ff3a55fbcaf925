package dev.dpm.operator.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

import io.fabric8.kubernetes.client.KubernetesClient;

import dev.dpm.operator.act.ActionLock;

/**
 * Implements the lock for acting on pods with the Lease {@code dpm-operator-actions}: the replica of the operator whose
 * name is in the Lease holds the lock. An annotation of the Lease contains the unfinished orders of that replica. Not
 * thread-safe.
 */
final class LeaseActionLock implements ActionLock {

    /**
     * How long after a renewal this replica renews the Lease again. This replica holds the Lease for 30 s after each
     * renewal, so there is time for several attempts. Renewals are not more frequent, since each sends the whole Lease
     * to the API server, with the annotation that lists the unfinished orders (up to 128 KiB).
     */
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(8);

    private final Leadership leadership;
    private final LongSupplier nanos;
    private long looked;

    LeaseActionLock(KubernetesClient client, OperatorNames names, String identity, Clock clock, LongSupplier nanos) {
        this.leadership = new Leadership(client, names, identity, clock, nanos, Leadership.Terms.OF_ACTIONS);
        this.nanos = nanos;
        this.looked = nanos.getAsLong() - RENEWED_AFTER.toNanos();
    }

    @Override
    public boolean acquire() {
        // sends no request if the Lease was renewed recently
        if (!leadership.isLeading() || nanos.getAsLong() - looked >= RENEWED_AFTER.toNanos()) {
            looked = nanos.getAsLong();
            leadership.look();
        }
        return leadership.isLeading();
    }

    @Override
    public String text() {
        return leadership.kept();
    }

    @Override
    public boolean store(String text) {
        looked = nanos.getAsLong();
        return leadership.keep(text);
    }

    @Override
    public boolean isAbandoned() {
        return leadership.isLeft();
    }

    @Override
    public void release() {
        leadership.release();
    }

    /**
     * The pod name of the replica that has the Lease: the part of the replica's identity before the last underscore.
     */
    @Override
    public String holder() {
        return leadership.holder().replaceFirst("_[^_]*$", "");
    }
}
