package dev.dpm.incident;

import java.util.Map;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;

/** Says in words how a main process ended by itself. */
public final class EndWords {

    /**
     * Signals that a program's own deed raises (signal(7)), each with that deed; another process can send them too, but
     * hardly ever does.
     */
    private static final Map<String, String> OWN_DEED = Map.ofEntries(
            Map.entry("ABRT", "it aborted itself"),
            Map.entry("SEGV", "it touched memory that is not its own (segmentation fault, signal SEGV)"),
            Map.entry("BUS", "it touched memory that is not there (bus error, signal BUS)"),
            Map.entry("FPE", "it divided by zero or the like"),
            Map.entry("ILL", "it ran into an illegal instruction"),
            Map.entry("SYS", "it made a forbidden system call"),
            Map.entry("TRAP", "it ran into a breakpoint without a debugger"),
            Map.entry("PIPE", "it wrote to a pipe or a connection whose reader is gone"),
            Map.entry("XCPU", "it used more CPU time than its limit (RLIMIT_CPU) allows"),
            Map.entry("XFSZ", "it wrote a larger file than its limit (RLIMIT_FSIZE) allows"),
            Map.entry("ALRM", "a timer that it had set ran out, and it did not handle that"),
            Map.entry("VTALRM", "a timer of its CPU time ran out, and it did not handle that"),
            Map.entry("PROF", "a timer of its CPU time ran out, and it did not handle that"));
    /** Shells, and programs that imitate them, exit with this number plus that of a signal. */
    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 31;

    private EndWords() {
    }

    /** Whether an exit status is a signal that a program's own deed raises. */
    public static boolean isOwnDeed(ExitStatus status) {
        return status instanceof ExitStatus.Signaled by && OWN_DEED.containsKey(by.signal().name());
    }

    /** Whether an exit code stands for a signal by the custom of shells, 128 and the signal's number. */
    static boolean namesSignal(ExitStatus status) {
        return status instanceof ExitStatus.Code code && code.value() > SIGNAL_BASE
                && code.value() <= SIGNAL_BASE + LAST_SIGNAL;
    }

    /** How the process ended, as the begin of a sentence. */
    static String of(ExitStatus status) {
        if (status instanceof ExitStatus.Code code) {
            return "it ended by itself with exit code " + code.value()
                    + (namesSignal(status) ? named(code.value() - SIGNAL_BASE) : "");
        }
        if (status instanceof ExitStatus.Signaled by) {
            String deed = OWN_DEED.get(by.signal().name());
            return deed == null
                    ? "it was ended by signal " + by.signal().name()
                    : deed.endsWith(")") && deed.contains("signal ") ? deed : deed + signal(by.signal());
        }
        return "it ended with an exit status that nobody knows";
    }

    private static String signal(Signal signal) {
        return " (signal " + signal.name() + ")";
    }

    /** What the exit code of 128 and this number stands for. A process cannot catch KILL and STOP. */
    private static String named(int number) {
        Signal signal = new Signal(number);
        boolean isOfAChild = signal.equals(Signal.KILL) || signal.equals(Signal.STOP);
        return " (128 + " + number + (isOfAChild
                ? ": signal " + signal.name() + " ended a child of it)"
                : ": it handled signal " + signal.name() + ", or that signal ended a child of it)");
    }
}
