package dev.dpm.operator.remote;

import java.util.List;
import java.util.Optional;

import dev.dpm.view.EventView;
import dev.dpm.view.OutputPage;
import dev.dpm.view.ProcessView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsageSeries;

/**
 * The views of a pod's target, which are untrusted.
 *
 * @param events oldest first
 * @param usage in the requested time range; empty: unknown
 * @param processes parents first
 * @param output the last lines
 */
public record RemoteTarget(TargetView target, List<EventView> events, UsageSeries recent, Optional<UsageSeries> usage,
        List<ProcessView> processes, OutputPage output) {

    public RemoteTarget {
        events = List.copyOf(events);
        processes = List.copyOf(processes);
    }
}
