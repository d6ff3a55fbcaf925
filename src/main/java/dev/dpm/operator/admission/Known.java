package dev.dpm.operator.admission;

import java.util.List;

import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;

/** What the operator knows about the cluster when it decides about a new pod. */
public record Known(Facts facts, List<Judged> supervisions) {

    public Known {
        supervisions = List.copyOf(supervisions);
    }

    /**
     * A Supervision with the result of its check.
     *
     * @param faults a sentence for each fault; empty: the Supervision can be used
     */
    public record Judged(Supervision supervision, List<String> faults) {

        public Judged {
            faults = List.copyOf(faults);
        }

        /** Checks a Supervision, and returns it with the result of the check. */
        public static Judged of(Supervision supervision) {
            return new Judged(supervision, SupervisionCheck.faults(supervision));
        }
    }

    List<Supervision> usable() {
        return supervisions.stream().filter(each -> each.faults().isEmpty()).map(Judged::supervision).toList();
    }
}
