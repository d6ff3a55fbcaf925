package dev.dpm.operator.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

import io.fabric8.kubernetes.client.KubernetesClient;

import dev.dpm.operator.act.Turn;

/**
 * The Lease {@code dpm-operator-actions}: only the replica whose name the Lease contains acts on pods. An annotation of
 * the Lease contains the orders that this replica has under way. Only one thread may use this object.
 */
final class ActionTurn implements Turn {

    /**
     * How long after a renewal the Lease is renewed again. A Lease counts as held for 30 s; it is not renewed more
     * often, since each renewal also writes the list of orders under way.
     */
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(8);

    private final Leadership leadership;
    private final LongSupplier nanos;
    private long looked;

    ActionTurn(KubernetesClient client, OperatorNames names, String identity, Clock clock, LongSupplier nanos) {
        this.leadership = new Leadership(client, names, identity, clock, nanos, Leadership.Terms.OF_ACTIONS);
        this.nanos = nanos;
        this.looked = nanos.getAsLong() - RENEWED_AFTER.toNanos();
    }

    @Override
    public boolean take() {
        // a Lease that was renewed a moment ago needs no request
        if (!leadership.isLeading() || nanos.getAsLong() - looked >= RENEWED_AFTER.toNanos()) {
            looked = nanos.getAsLong();
            leadership.look();
        }
        return leadership.isLeading();
    }

    @Override
    public String kept() {
        return leadership.kept();
    }

    @Override
    public boolean keep(String text) {
        looked = nanos.getAsLong();
        return leadership.keep(text);
    }

    @Override
    public boolean isLeft() {
        return leadership.isLeft();
    }

    @Override
    public void giveBack() {
        leadership.release();
    }

    /** The pod of the replica that holds the lease; a replica's identity begins with its pod's name. */
    @Override
    public String holder() {
        return leadership.holder().replaceFirst("_[^_]*$", "");
    }
}
