package dev.dpm.operator.remote;

import java.util.List;
import java.util.Optional;

import dev.dpm.view.EventView;
import dev.dpm.view.OutputPage;
import dev.dpm.view.ProcessView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsageSeries;

/**
 * The views of a pod's target, as the pod's dpm-runner returned them. The texts are untrusted, since any program in the
 * pod may have sent them.
 *
 * @param events the newest events of the target, oldest first
 * @param recent the last CPU and memory samples of the target
 * @param usage CPU and memory of the last hour, without events; empty if unknown
 * @param processes the target's processes, parents before children
 * @param output the last lines of the target's output
 */
public record RemoteTarget(TargetView target, List<EventView> events, UsageSeries recent, Optional<UsageSeries> usage,
        List<ProcessView> processes, OutputPage output) {

    public RemoteTarget {
        events = List.copyOf(events);
        processes = List.copyOf(processes);
    }
}
