package dev.dpm.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.dpm.process.Signal;
import dev.dpm.process.local.OwnSignals;

/**
 * The signal handlers of the runner, which are installed before the first launch of a target.
 * @param end ends the runner; called with the signal's name
 * @param pass passes the signal on to the targets
 * @param suspension stops and continues the targets along with the runner
 */
record Signals(Consumer<String> end, Consumer<String> pass, Suspension suspension) {

    private static final Set<Signal> OF_DAEMON = Set.of(Signal.TERM, Signal.INT, Signal.HUP);

    /** Installs handlers for TERM, INT and HUP, which end a daemon. A daemon handles no other signal. */
    void installForDaemon() {
        endBy(end);
    }

    static void endBy(Consumer<String> end) {
        OF_DAEMON.forEach(signal -> handle(signal.name(), end));
    }

    /**
     * Installs the handlers of a runner in the foreground. Some signals end the runner; it passes all others on to the targets.
     * @param stopOn the signals that end the runner
     * @param hasTerminal whether a terminal sends HUP when it is closed
     * @param hasWatchdog whether a service manager ends a hanging runner by ABRT (WatchdogSignal= of systemd.service(5))
     * @return those signals of {@code stopOn} that the JVM reserves for itself
     */
    List<Signal> installForForeground(Set<Signal> stopOn, boolean hasTerminal, boolean hasWatchdog) {
        Set<Signal> ending = new LinkedHashSet<>(stopOn);
        if (hasTerminal) {
            ending.add(Signal.HUP);
        }
        List<Signal> refused = new ArrayList<>();
        for (Signal signal : Signal.FOR_RUNNER) {
            boolean ends = ending.contains(signal);
            if (hasWatchdog && signal.equals(Signal.ABRT) && !ends) {
                continue;
            }
            if (!handle(signal.name(), ends ? end : pass) && ends) {
                refused.add(signal);
            }
        }
        OwnSignals.ignore(Signal.QUIT);
        for (String stop : List.of("TSTP", "TTIN", "TTOU")) {
            handle(stop, name -> suspension.suspend());
        }
        handle("CONT", name -> {
            if (!suspension.resume()) {
                pass.accept(name);
            }
        });
        return refused;
    }

    /** Makes the runner ignore SIGHUP, which the kernel sends when a terminal is closed. */
    static void ignoreHangup() {
        sun.misc.Signal.handle(new sun.misc.Signal(Signal.HUP.name()), sun.misc.SignalHandler.SIG_IGN);
    }

    private static boolean handle(String name, Consumer<String> action) {
        try {
            sun.misc.Signal.handle(new sun.misc.Signal(name), signal -> action.accept(name));
            return true;
        } catch (IllegalArgumentException e) {
            // the JVM was started with flags that make it use this signal for itself
            System.Logger log = System.getLogger(Signals.class.getName());
            log.log(System.Logger.Level.DEBUG, "signal " + name + " cannot be handled", e);
            return false;
        }
    }
}
