package dev.dpm.process;

import java.util.List;

/**
 * The result of setting the limits of an incarnation.
 *
 * @param use the cgroups with the limits, right after the order
 * @param faults a sentence for each limit that is not in force as ordered, which says what is in force instead, why,
 * and what to do
 * @param remarks a sentence for each limit that is in force, and is below what the target uses already
 */
public record LimitsHeld(CgroupUse use, List<String> faults, List<String> remarks) {

    public LimitsHeld {
        faults = List.copyOf(faults);
        remarks = List.copyOf(remarks);
    }
}
