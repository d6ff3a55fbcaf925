package dev.dpm.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.dpm.process.Signal;
import dev.dpm.process.local.OwnSignals;

/**
 * Installs the runner's signal handlers, before the first launch. The web server does not change them.
 *
 * @param end called with the signal's name to end the runner
 * @param pass called with the signal's name to pass the signal on to the targets
 * @param suspension stops and continues the targets along with the runner
 */
record Signals(Consumer<String> end, Consumer<String> pass, Suspension suspension) {

    /** The signals that end a daemon. */
    private static final Set<Signal> OF_DAEMON = Set.of(Signal.TERM, Signal.INT, Signal.HUP);

    /** Installs the signal handlers of a daemon: TERM, INT and HUP end the daemon, and no other signal is handled. */
    void installForDaemon() {
        endBy(end);
    }

    /** Makes TERM, INT and HUP end a runner that has no targets to pass signals on to. */
    static void endBy(Consumer<String> end) {
        OF_DAEMON.forEach(signal -> handle(signal.name(), end));
    }

    /**
     * Installs handlers for a runner in the foreground: some signals end the runner, and all other signals that a JVM
     * can handle go to the targets.
     *
     * @param stopOn the signals that the user chose to end the runner
     * @param hasTerminal whether a terminal sends HUP when it is closed
     * @param hasWatchdog whether a service manager ends a runner that hangs, by the signal ABRT (WatchdogSignal= of
     *            systemd.service(5)); ABRT then keeps its default action, since the targets are to outlive the runner
     * @return those signals of {@code stopOn} that this JVM reserves for itself: they end the JVM at once
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

    /** Makes the runner ignore the SIGHUP that the kernel sends when the terminal is closed. */
    static void ignoreHangup() {
        sun.misc.Signal.handle(new sun.misc.Signal(Signal.HUP.name()), sun.misc.SignalHandler.SIG_IGN);
    }

    private static boolean handle(String name, Consumer<String> action) {
        try {
            sun.misc.Signal.handle(new sun.misc.Signal(name), signal -> action.accept(name));
            return true;
        } catch (IllegalArgumentException e) {
            // the JVM was started with flags that reserve the signal for the JVM itself; the signal has its default
            // action
            System.Logger log = System.getLogger(Signals.class.getName());
            log.log(System.Logger.Level.DEBUG, "signal " + name + " cannot be handled", e);
            return false;
        }
    }
}
