package dev.dpm.app;

import java.util.List;
import java.util.function.Consumer;

/** The signals that the runner answers to. Installed before the first launch, and not touched by the web part. */
final class Signals {

    private Signals() {
    }

    /**
     * TERM and INT always end the runner; HUP too where a terminal may send it, else it is passed on.
     *
     * @param end asked to end, with the signal's name
     * @param pass asked to pass a signal on to the targets
     */
    static void install(boolean foreground, boolean hasTerminal, Consumer<String> end, Consumer<String> pass) {
        boolean terminalEnds = !foreground || hasTerminal;
        handle("TERM", end);
        for (String name : List.of("INT", "HUP")) {
            handle(name, terminalEnds ? end : pass);
        }
        if (foreground) {
            for (String name : List.of("USR1", "USR2", "WINCH", "CONT")) {
                handle(name, pass);
            }
        }
    }

    private static void handle(String name, Consumer<String> action) {
        try {
            sun.misc.Signal.handle(new sun.misc.Signal(name), signal -> action.accept(name));
        } catch (IllegalArgumentException e) {
            // this JVM keeps the signal for itself (started with other flags); its default remains
            System.Logger log = System.getLogger(Signals.class.getName());
            log.log(System.Logger.Level.DEBUG, "signal " + name + " cannot be handled", e);
        }
    }
}
