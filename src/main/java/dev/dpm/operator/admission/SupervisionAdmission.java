package dev.dpm.operator.admission;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.ModelFault;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;

/**
 * Admits new and changed Supervisions. A Supervision that passes its schema, but that the command line of dpm-runner
 * would refuse, is refused here with the command line's sentences.
 */
final class SupervisionAdmission implements Judge {

    @Override
    public Verdict judge(Review review) {
        if (!review.object().isObject() || review.object().path("metadata").has("deletionTimestamp")) {
            return Verdict.allowed();
        }
        try {
            List<String> faults = SupervisionCheck.faults(Json.MAPPER.treeToValue(review.object(), Supervision.class));
            return faults.isEmpty() ? Verdict.allowed() : Verdict.refused(String.join("; also: ", faults));
        } catch (JsonProcessingException e) {
            return Verdict.refused(ModelFault.sentence(e));
        }
    }
}
