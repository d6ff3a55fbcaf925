package dev.dpm.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.LaunchOrder;

/**
 * An order to run a check.
 *
 * @param timeout of the whole run
 * @param surroundings the target's launch order, for an exec check
 */
public record CheckOrder(CheckSpec spec, Duration timeout, LaunchOrder surroundings) {

    /** The launch order of the shell. Its {@link dev.dpm.process.Cookie} lets a stop of the target end it too. */
    public LaunchOrder shell(String command) {
        return surroundings.running(List.of("/bin/sh", "-c", command),
                new LaunchOrder.Output(LaunchOrder.OutputKind.NULL, Optional.empty()));
    }
}
