package dev.dpm.incident;

import dev.dpm.event.EventWords;
import dev.dpm.incident.Evidence.ProcessFacts;

/** Finds out why a process failed its checks: a signal has stopped it, it hangs in the kernel, or it is busy. */
final class UnresponsiveProcess {

    /**
     * The CPU use from which a process counts as busy, in percent of one core. A program with one event loop then answers no
     * request.
     */
    private static final double BUSY = 90;

    private UnresponsiveProcess() {
    }

    /**
     * The end of the sentence about the incident, which says why the process did not answer its checks. Empty: the state of the
     * process does not explain it.
     */
    static String words(Evidence evidence, Subject subject) {
        return subject.main().flatMap(main -> evidence.processes().stream().filter(one -> one.pid() == main.pid())
                .findFirst()).map(UnresponsiveProcess::words).orElse("");
    }

    private static String words(ProcessFacts main) {
        String who = "; its main process " + main.pid();
        if (main.state().startsWith("stopped by ")) {
            return who + " was " + main.state();
        }
        if (main.state().startsWith("waiting for a device")) {
            return who + " hung in the kernel" + main.waitChannel().map(channel -> " (" + channel + ")").orElse("");
        }
        return main.cpuPercent().filter(cpu -> cpu >= BUSY)
                .map(cpu -> who + " used " + EventWords.percent(cpu) + " of one core meanwhile").orElse("");
    }
}
