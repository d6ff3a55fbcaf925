package dev.dpm.view;

import java.util.List;
import java.util.Optional;

/**
 * The runner, as console, API and command line show it. The first fields are the object {@code runner} of {@code status
 * --json}.
 *
 * @param console URL of the console; empty if there is no console at present
 * @param management URL of health endpoints and metrics; empty if there is none at present
 * @param consoleMode whether console and health endpoints run always ({@code on}), start with the first connection
 *     ({@code on-demand}) or never run ({@code off})
 * @param memoryBytes the resident set size of the runner itself
 * @param heartbeatSeconds seconds since the supervision loop last ran
 * @param output how often the targets' output was rotated
 * @param faults a sentence for each component of the runner that does not work at present
 * @param unclaimed processes that some target started, although the runner cannot tell which
 */
public record RunnerView(String version, long pid, double uptimeSeconds, String home, Optional<String> console,
        Optional<String> management, String consoleMode, Optional<Long> memoryBytes, double heartbeatSeconds,
        OutputView output,
        List<String> faults, List<UnclaimedView> unclaimed) {
}
