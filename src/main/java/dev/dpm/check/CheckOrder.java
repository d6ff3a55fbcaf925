package dev.dpm.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.LaunchOrder;

/**
 * An order to run a health check.
 * @param timeout the longest time of the whole run
 * @param surroundings the launch order of the target, whose user, folder and environment an exec check uses
 */
public record CheckOrder(CheckSpec spec, Duration timeout, LaunchOrder surroundings) {

    /**
     * The launch order of the shell that runs the command of a check. Its {@link dev.dpm.process.Cookie} makes a stop of the
     * target end the shell too.
     */
    public LaunchOrder shell(String command) {
        return surroundings.running(List.of("/bin/sh", "-c", command),
                new LaunchOrder.Output(LaunchOrder.OutputKind.NULL, Optional.empty()));
    }
}
