package dev.dpm.process;

import java.util.List;

/**
 * The result of setting cgroup limits.
 *
 * @param use the figures of the cgroups right afterwards
 * @param faults a sentence for each limit that is not in force
 * @param remarks a sentence for each limit that is lower than the present use
 */
public record LimitsResult(CgroupUse use, List<String> faults, List<String> remarks) {

    public LimitsResult {
        faults = List.copyOf(faults);
        remarks = List.copyOf(remarks);
    }
}
