package dev.dpm.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.LaunchOrder;
import dev.dpm.process.ProcessIdentity;

/**
 * An order to run a health check.
 * @param timeout the longest time of the whole run
 * @param surroundings the launch order of the target, whose user, folder and environment an exec check uses
 * @param listener the processes whose listening sockets may answer the check
 */
public record CheckOrder(CheckSpec spec, Duration timeout, LaunchOrder surroundings, Listener listener) {

    public CheckOrder(CheckSpec spec, Duration timeout, LaunchOrder surroundings) {
        this(spec, timeout, surroundings, Listener.ANY);
    }

    /**
     * The processes whose listening sockets may answer a check by TCP or HTTP.
     *
     * @param expected the target's main process, so that an answer by an older process of another program is noticed; empty:
     *     any process may answer
     * @param required true: the result of a check with such an answer is unknown; false: the check passes, and its reason names
     *     that process
     */
    public record Listener(List<ProcessIdentity> expected, boolean required) {

        public static final Listener ANY = new Listener(List.of(), false);

        public Listener {
            expected = List.copyOf(expected);
        }

        public Optional<ProcessIdentity> main() {
            return expected.stream().findFirst();
        }
    }

    /**
     * The launch order of the shell that runs the command of a check. The shell gets the target's {@link
     * dev.dpm.process.Cookie}, so that a stop of the target ends the shell too.
     */
    public LaunchOrder shell(String command) {
        return surroundings.running(List.of("/bin/sh", "-c", command),
                new LaunchOrder.Output(LaunchOrder.OutputKind.NULL, Optional.empty()));
    }
}
