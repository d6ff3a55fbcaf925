package dev.dpm.operator.admission;

import java.util.List;

import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;

/** The cluster by which pods and Supervisions are judged. */
public record Known(Facts facts, List<Judged> supervisions) {

    public Known {
        supervisions = List.copyOf(supervisions);
    }

    /**
     * A Supervision.
     *
     * @param faults a sentence for each; empty: it can be used
     */
    public record Judged(Supervision supervision, List<String> faults) {

        public Judged {
            faults = List.copyOf(faults);
        }

        /** Checks a Supervision once, since every new pod needs the result. */
        public static Judged of(Supervision supervision) {
            return new Judged(supervision, SupervisionCheck.faults(supervision));
        }
    }

    List<Supervision> usable() {
        return supervisions.stream().filter(each -> each.faults().isEmpty()).map(Judged::supervision).toList();
    }
}
