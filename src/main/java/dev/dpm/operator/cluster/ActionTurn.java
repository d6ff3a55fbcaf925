package dev.dpm.operator.cluster;

import java.time.Clock;
import java.util.function.LongSupplier;

import io.fabric8.kubernetes.client.KubernetesClient;

import dev.dpm.operator.act.Turn;

/**
 * The Lease {@code dpm-operator-actions}: only the replica whose name the Lease contains acts on pods. Only one thread
 * may use this object.
 */
final class ActionTurn implements Turn {

    private final Leadership leadership;
    private final LongSupplier nanos;
    private long looked;

    ActionTurn(KubernetesClient client, OperatorNames names, String identity, Clock clock, LongSupplier nanos) {
        this.leadership = new Leadership(client, names, identity, clock, nanos, Leadership.Terms.OF_ACTIONS);
        this.nanos = nanos;
        this.looked = nanos.getAsLong() - Leadership.RETRY.toNanos();
    }

    @Override
    public boolean take() {
        // a Lease that was renewed a moment ago needs no request
        if (!leadership.isLeading() || nanos.getAsLong() - looked >= Leadership.RETRY.toNanos()) {
            looked = nanos.getAsLong();
            leadership.look();
        }
        return leadership.isLeading();
    }

    @Override
    public void giveBack() {
        leadership.release();
    }

    /** The identity of a replica begins with its pod's name. */
    @Override
    public String holder() {
        return leadership.holder().replaceFirst("_[^_]*$", "");
    }
}
