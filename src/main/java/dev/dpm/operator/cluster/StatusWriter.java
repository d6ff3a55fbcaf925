package dev.dpm.operator.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionStatus;

/** Writes the statuses of Supervisions by server-side apply, which does not change fields that other programs wrote. */
final class StatusWriter {

    /**
     * How a status is written: by server-side apply with {@code force}, so that the operator overwrites its own fields even if
     * somebody else has changed them.
     */
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
