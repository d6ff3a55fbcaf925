package dev.dpm.operator.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionStatus;

/** Writes statuses by server-side apply, which leaves other writers' fields alone. */
final class StatusWriter {

    /** A field that somebody changed by hand is overwritten. */
    static final PatchContext APPLY = new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(OperatorNames.FIELD_MANAGER).withForce(true).build();

    private final KubernetesClient client;

    StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /** Writes the status of a Supervision, unless the Supervision in the cluster already has this status. */
    void write(Supervision supervision, SupervisionStatus wanted) {
        if (supervision.seen().filter(wanted::equals).isEmpty()) {
            client.resource(supervision.saying(wanted)).subresource("status").patch(APPLY);
        }
    }
}
