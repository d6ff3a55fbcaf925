package dev.dpm.process;

import java.util.List;

/**
 * The result of setting the cgroup limits of a run of a target.
 *
 * @param use the cgroups with the limits, read right after the limits were set
 * @param faults a sentence for each limit that is not in force as ordered, which says what is in force instead, why,
 *     and what to do
 * @param remarks a sentence for each limit that is in force but is lower than what the target uses already
 */
public record LimitsResult(CgroupUse use, List<String> faults, List<String> remarks) {

    public LimitsResult {
        faults = List.copyOf(faults);
        remarks = List.copyOf(remarks);
    }
}
