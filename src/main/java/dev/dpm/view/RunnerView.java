package dev.dpm.view;

import java.util.List;
import java.util.Optional;

/**
 * The runner, as {@code status --json} shows it.
 * @param console the URL of the console; empty: there is none
 * @param management the URL of health and metrics; empty: there is none
 * @param consoleMode {@code on}, {@code on-demand} or {@code off}
 * @param memoryBytes the runner's resident memory
 * @param heartbeatSeconds seconds since the supervision loop last ran
 * @param output the rotations of output files
 * @param faults a sentence for each component of the runner that has a fault
 * @param unclaimed living processes whose target is unknown
 */
public record RunnerView(String version, long pid, double uptimeSeconds, String home, Optional<String> console,
        Optional<String> management, String consoleMode, Optional<Long> memoryBytes, double heartbeatSeconds,
        OutputView output,
        List<String> faults, List<UnclaimedView> unclaimed) {
}
