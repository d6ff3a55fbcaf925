package dev.dpm.process;

import java.util.List;

/**
 * The result of setting the limits of a target's own cgroup.
 *
 * @param use use and limits of that cgroup, read right afterwards
 * @param faults a sentence for each limit that is not in force
 * @param remarks a sentence for each limit that is lower than the present use
 */
public record LimitsResult(CgroupUse use, List<String> faults, List<String> remarks) {

    public LimitsResult {
        faults = List.copyOf(faults);
        remarks = List.copyOf(remarks);
    }
}
