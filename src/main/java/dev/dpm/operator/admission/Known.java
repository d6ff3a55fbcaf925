package dev.dpm.operator.admission;

import java.util.List;

import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;

/**
 * The state of the cluster by which the operator decides about pods and Supervisions.
 *
 * @param supervisions all Supervisions, each with its faults
 */
public record Known(Facts facts, List<Judged> supervisions) {

    public Known {
        supervisions = List.copyOf(supervisions);
    }

    /**
     * A Supervision and its faults.
     *
     * @param faults a sentence for each fault; empty if the Supervision can be used
     */
    public record Judged(Supervision supervision, List<String> faults) {

        public Judged {
            faults = List.copyOf(faults);
        }

        /**
         * Checks a Supervision once and stores the result, since every creation of a pod needs the results of all
         * Supervisions.
         */
        public static Judged of(Supervision supervision) {
            return new Judged(supervision, SupervisionCheck.faults(supervision));
        }
    }

    List<Supervision> usable() {
        return supervisions.stream().filter(each -> each.faults().isEmpty()).map(Judged::supervision).toList();
    }
}
