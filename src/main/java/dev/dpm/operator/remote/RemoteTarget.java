package dev.dpm.operator.remote;

import java.util.List;
import java.util.Optional;

import dev.dpm.view.EventView;
import dev.dpm.view.OutputPage;
import dev.dpm.view.ProcessView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsageSeries;

/**
 * The views of a target in a pod, as its own runner shows them. Any program in the pod may have written them, so no
 * text is trusted.
 *
 * @param events the newest events, oldest first
 * @param recent the last samples
 * @param usage the usage of the last hour, without marks; empty if unknown
 * @param processes the processes, parents before their children
 * @param output the last lines of output
 */
public record RemoteTarget(TargetView target, List<EventView> events, UsageSeries recent, Optional<UsageSeries> usage,
        List<ProcessView> processes, OutputPage output) {

    public RemoteTarget {
        events = List.copyOf(events);
        processes = List.copyOf(processes);
    }
}
