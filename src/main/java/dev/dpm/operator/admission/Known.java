package dev.dpm.operator.admission;

import java.util.List;

import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;

/**
 * What an answer has to know of the cluster.
 *
 * @param supervisions all of them, each with what is wrong with it
 */
public record Known(Facts facts, List<Judged> supervisions) {

    public Known {
        supervisions = List.copyOf(supervisions);
    }

    /**
     * A Supervision and what is wrong with it.
     *
     * @param faults none: it can be used
     */
    public record Judged(Supervision supervision, List<String> faults) {

        public Judged {
            faults = List.copyOf(faults);
        }

        /** Looked at once, since each pod that is created asks for all of them. */
        public static Judged of(Supervision supervision) {
            return new Judged(supervision, SupervisionCheck.faults(supervision));
        }
    }

    List<Supervision> usable() {
        return supervisions.stream().filter(each -> each.faults().isEmpty()).map(Judged::supervision).toList();
    }
}
