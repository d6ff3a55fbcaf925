package dev.dpm.view;

import java.util.List;
import java.util.Optional;

/**
 * The runner as every face shows it; the first block is {@code runner} of {@code status --json}.
 *
 * @param console address of the console; empty while there is none
 * @param management address of health and metrics; empty while there is none
 * @param consoleMode when both are there: on, on-demand (the first connection boots what is behind them) or off
 * @param memoryBytes the runner's own resident set
 * @param heartbeatSeconds since the loop last turned
 * @param output what became of the targets' output
 * @param faults what of the runner's own does not work now, a sentence each
 * @param unclaimed processes of its targets of which none has the better claim to them
 */
public record RunnerView(String version, long pid, double uptimeSeconds, String home, Optional<String> console,
        Optional<String> management, String consoleMode, Optional<Long> memoryBytes, double heartbeatSeconds,
        OutputView output,
        List<String> faults, List<UnclaimedView> unclaimed) {
}
