package dev.dpm.operator.admission;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.ModelFault;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;

/** Refuses Supervisions with options that dpm-runner's command line would refuse too, and gives the same reason. */
final class SupervisionAdmission implements AdmissionController {

    @Override
    public Decision review(Review review) {
        if (!review.object().isObject() || review.object().path("metadata").has("deletionTimestamp")) {
            return Decision.allowed();
        }
        try {
            List<String> faults = SupervisionCheck.faults(Json.MAPPER.treeToValue(review.object(), Supervision.class));
            return faults.isEmpty() ? Decision.allowed() : Decision.refused(String.join("; also: ", faults));
        } catch (JsonProcessingException e) {
            return Decision.refused(ModelFault.sentence(e));
        }
    }
}
