package dev.dpm.operator.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

import io.fabric8.kubernetes.client.KubernetesClient;

import dev.dpm.operator.act.ActionLock;

/**
 * The lock that a replica must hold to give orders to pods, stored as a Lease. An annotation of the Lease contains the
 * unfinished orders. Not thread-safe.
 */
final class LeaseActionLock implements ActionLock {

    /** The time between two renewals of the Lease. A renewal sends up to 128 KiB, and is valid for 30 s. */
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
        // no request is sent if the last renewal of the Lease is recent
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

    /** {@inheritDoc} The name is the part of the identity in the Lease before the last underscore. */
    @Override
    public String holder() {
        return leadership.holder().replaceFirst("_[^_]*$", "");
    }
}
