package dev.dpm.operator.remote;

import java.util.List;
import java.util.Optional;

import dev.dpm.view.EventView;
import dev.dpm.view.OutputPage;
import dev.dpm.view.ProcessView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsageSeries;

/**
 * What the dpm-runner of a pod answers about its target. The data are untrusted, since any program in the pod may have
 * sent them.
 *
 * @param events the newest events of the target, oldest first
 * @param recent the CPU and memory usage of the last minutes
 * @param usage the CPU and memory usage in the requested time range; empty if unknown
 * @param processes the processes of the target, parents before their children
 * @param output the last lines of the target's output
 */
public record RemoteTarget(TargetView target, List<EventView> events, UsageSeries recent, Optional<UsageSeries> usage,
        List<ProcessView> processes, OutputPage output) {

    public RemoteTarget {
        events = List.copyOf(events);
        processes = List.copyOf(processes);
    }
}
