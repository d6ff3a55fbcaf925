package dev.dpm.incident;

import dev.dpm.event.EventWords;
import dev.dpm.incident.Evidence.ProcessFacts;

/**
 * Says what the main process of a target did while the target's checks failed, if this explains the failure: the
 * process was stopped by a signal, hung in the kernel, or was busy.
 */
final class UnresponsiveProcess {

    /**
     * The percentage of one core from which a process counts as busy: a program with one event loop then answers no
     * request.
     */
    private static final double BUSY = 90;

    private UnresponsiveProcess() {
    }

    /**
     * What the target's main process did while the checks failed, as the end of a sentence; empty if the state of the
     * process does not explain the failure.
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
