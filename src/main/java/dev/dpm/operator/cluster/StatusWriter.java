package dev.dpm.operator.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionStatus;

/** Writes the status of Supervisions by server-side apply: fields that others write into the same object stay. */
final class StatusWriter {

    /**
     * The writes are forced: these fields belong to the operator alone, so that values written by hand are overwritten.
     */
    static final PatchContext APPLY = new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(OperatorNames.FIELD_MANAGER).withForce(true).build();

    private final KubernetesClient client;

    StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /** Writes the status, unless the Supervision already has it. */
    void write(Supervision supervision, SupervisionStatus wanted) {
        if (supervision.seen().filter(wanted::equals).isEmpty()) {
            client.resource(supervision.saying(wanted)).subresource("status").patch(APPLY);
        }
    }
}
