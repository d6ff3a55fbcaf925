package dev.dpm.view;

import java.util.List;
import java.util.Optional;

/**
 * The runner, as in {@code status --json}.
 *
 * @param console its URL; empty: none
 * @param management the URL of health and metrics; empty: none
 * @param consoleMode {@code on}, {@code on-demand} or {@code off}
 * @param memoryBytes resident
 * @param heartbeatSeconds since the loop last ran
 * @param output rotations
 * @param faults a sentence for each faulty component
 * @param unclaimed processes whose target is unknown
 */
public record RunnerView(String version, long pid, double uptimeSeconds, String home, Optional<String> console,
        Optional<String> management, String consoleMode, Optional<Long> memoryBytes, double heartbeatSeconds,
        OutputView output,
        List<String> faults, List<UnclaimedView> unclaimed) {
}
