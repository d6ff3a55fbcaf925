package dev.dpm.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.LaunchOrder;

/**
 * An order to run a check once.
 *
 * @param timeout the longest time that the whole run of the check may take
 * @param surroundings the launch order of the target itself, from which an exec check copies user, folder, environment
 *     and umask
 */
public record CheckOrder(CheckSpec spec, Duration timeout, LaunchOrder surroundings) {

    /**
     * The launch order for the shell of an exec check. The shell's environment contains the target's cookie, by which
     * the runner recognizes the target's processes, so a stop of the target also ends the shell.
     */
    public LaunchOrder shell(String command) {
        return surroundings.running(List.of("/bin/sh", "-c", command),
                new LaunchOrder.Output(LaunchOrder.OutputKind.NULL, Optional.empty()));
    }
}
