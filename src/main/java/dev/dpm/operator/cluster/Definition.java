package dev.dpm.operator.cluster;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether the API server knows the custom resource Supervision. The loss of the resource is logged once, and so is its return.
 * Thread-safe.
 */
final class Definition {

    /**
     * The number of consecutive answers after which the definition counts as missing. An API server that has just
     * started answers once or twice that there is no such resource.
     */
    private static final int ENOUGH = 2;
    private static final System.Logger LOG = System.getLogger(Definition.class.getName());

    private final AtomicInteger refusals = new AtomicInteger();

    boolean isMissing() {
        return refusals.get() >= ENOUGH;
    }

    /** Counts an answer of the API server that it does not know the resource Supervision. */
    void missed() {
        if (refusals.incrementAndGet() == ENOUGH) {
            LOG.log(System.Logger.Level.WARNING,
                    "The API server has no definition of Supervision (supervisions.dpm.dev): "
                            + "no new pod gets a dpm-runner, and no status is written. Apply deploy/operator/crd.yaml");
        }
    }

    /** Records that the API server has listed Supervisions, so it knows the resource. */
    void found() {
        if (refusals.getAndSet(0) >= ENOUGH) {
            LOG.log(System.Logger.Level.INFO, "The API server has the definition of Supervision again");
        }
    }
}
