package dev.dpm.view;

import java.util.List;
import java.util.Optional;

/**
 * The runner as console, API and command line show it; the first fields are the object {@code runner} of
 * {@code status --json}.
 *
 * @param console URL of the console; empty while there is none
 * @param management URL of health and metrics; empty while there is none
 * @param consoleMode when console and management exist: on, on-demand (the first connection starts the web part) or off
 * @param memoryBytes the runner's own resident set
 * @param heartbeatSeconds the time since the last turn of the supervision loop
 * @param output rotations of the targets' output
 * @param faults components of the runner that do not work now, a sentence each
 * @param unclaimed processes that targets started, but of which the runner cannot tell the target
 */
public record RunnerView(String version, long pid, double uptimeSeconds, String home, Optional<String> console,
        Optional<String> management, String consoleMode, Optional<Long> memoryBytes, double heartbeatSeconds,
        OutputView output,
        List<String> faults, List<UnclaimedView> unclaimed) {
}
