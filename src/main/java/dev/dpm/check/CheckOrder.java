package dev.dpm.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.LaunchOrder;

/**
 * One run of a check, to be done.
 *
 * @param timeout for the whole of it
 * @param surroundings how the target itself is launched: an exec check has the same user, folder, environment and umask
 */
public record CheckOrder(CheckSpec spec, Duration timeout, LaunchOrder surroundings) {

    /** How the shell of an exec check is launched. It carries the target's cookie, so a stop reaches it too. */
    public LaunchOrder shell(String command) {
        return surroundings.running(List.of("/bin/sh", "-c", command),
                new LaunchOrder.Output(LaunchOrder.OutputKind.NULL, Optional.empty()));
    }
}
