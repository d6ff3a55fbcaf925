package dev.dpm.incident;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;

/** Describes in words how a target's main process ended. */
public final class EndWords {

    /** Signals that the kernel sends for an error of the program itself (signal(7)), with words for that error. */
    private static final Map<String, String> OWN_DEED = Map.ofEntries(
            Map.entry("ABRT", "it aborted itself"),
            Map.entry("SEGV", "it touched memory that is not its own (segmentation fault, signal SEGV)"),
            Map.entry("BUS",
                    "it touched memory that is not there, such as a mapped file that shrank, or one on a full disk"
                            + " (bus error, signal BUS)"),
            Map.entry("FPE", "it divided by zero or the like"),
            Map.entry("ILL", "it ran into an illegal instruction"),
            Map.entry("SYS", "it made a system call that is forbidden to it (seccomp)"),
            Map.entry("TRAP", "it ran into a breakpoint without a debugger"),
            Map.entry("PIPE", "it wrote to a pipe or a connection whose reader is gone"),
            Map.entry("XCPU", "it used more CPU time than its limit (RLIMIT_CPU) allows"),
            Map.entry("XFSZ", "it wrote a larger file than its limit (RLIMIT_FSIZE) allows"),
            Map.entry("ALRM", "a timer that it had set ran out, and it did not handle that"),
            Map.entry("VTALRM", "a timer of its CPU time ran out, and it did not handle that"),
            Map.entry("PROF", "a timer of its CPU time ran out, and it did not handle that"));
    /** If a signal ended the command of a shell, the shell's exit code is this number plus the number of the signal. */
    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 31;
    /** The number of the first real-time signal in glibc. In musl, the number is one higher. */
    private static final int FIRST_REAL_TIME = 34;
    private static final int OUT_OF_TIME = 124;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    /** A command line that calls timeout(1) with the signal KILL. timeout(1) then kills itself too. */
    private static final Pattern TIMEOUT_KILLS = Pattern.compile("(^|[\\s/;&|(])timeout\\s[^;&|\n]*?"
            + "(-s ?|--signal[= ])(SIG)?(KILL|9)\\b|(^|[\\s/;&|(])timeout\\s[^;&|\n]*?(-k ?[0-9]|--kill-after)");
    private static final Pattern TIMEOUT = Pattern.compile("(^|[\\s/;&|(])timeout($|\\s)");

    private EndWords() {
    }

    /** Whether the process was ended by a signal such as SEGV, which the kernel sends for an error of the program itself. */
    public static boolean isOwnDeed(ExitStatus status) {
        return status instanceof ExitStatus.Signaled by && OWN_DEED.containsKey(by.signal().name());
    }

    /** Whether an exit code is 128 plus the number of a signal. A shell ends with such a code if a signal ended its command. */
    static boolean namesSignal(ExitStatus status) {
        return status instanceof ExitStatus.Code code && code.value() > SIGNAL_BASE
                && code.value() <= SIGNAL_BASE + LAST_SIGNAL;
    }

    static boolean isOutOfTime(ExitStatus status, List<String> command) {
        return status instanceof ExitStatus.Code code && code.value() == OUT_OF_TIME
                && command.stream().anyMatch(word -> TIMEOUT.matcher(word).find());
    }

    /** Whether KILL ended a process whose command contains a timeout(1) that sends KILL when its time is over. */
    static boolean isKilledByTimeout(ExitStatus status, List<String> command) {
        return status instanceof ExitStatus.Signaled by && by.signal().equals(Signal.KILL)
                && TIMEOUT_KILLS.matcher(String.join(" ", command)).find();
    }

    static String signal(ExitStatus status) {
        return status instanceof ExitStatus.Signaled by && by.signal().number() >= FIRST_REAL_TIME
                ? "the real-time signal " + by.signal().number() + " (RTMIN+"
                        + (by.signal().number() - FIRST_REAL_TIME) + ")"
                : status.words();
    }

    static String of(ExitStatus status, List<String> command) {
        return of(status) + (isOutOfTime(status, command) ? " (timeout gives this code when its time is over)" : "");
    }

    private static String of(ExitStatus status) {
        return status.match(
                code -> "it ended by itself with exit code " + code.value()
                        + (namesSignal(status) ? named(code.value() - SIGNAL_BASE) : ofShell(code.value())),
                by -> deed(by.signal()),
                () -> "it ended with an exit status that nobody knows");
    }

    private static String deed(Signal signal) {
        String deed = OWN_DEED.get(signal.name());
        return deed == null
                ? "it was ended by signal " + signal.name()
                : deed.endsWith(")") && deed.contains("signal ") ? deed : deed + signal(signal);
    }

    /** The meaning of an exit code by which a shell reports that it could not run a command (POSIX, sh, exit status). */
    private static String ofShell(int code) {
        return switch (code) {
            case NOT_EXECUTABLE -> " (a shell gives this code when it cannot execute a program that it has found)";
            case NOT_FOUND ->
                " (a shell gives this code when it finds no such program, or not the program of its #! line)";
            default -> "";
        };
    }

    private static String signal(Signal signal) {
        return " (signal " + signal.name() + ")";
    }

    private static String named(int number) {
        Signal signal = new Signal(number);
        boolean isOfAChild = signal.equals(Signal.KILL) || signal.equals(Signal.STOP);
        return " (128 + " + number + (isOfAChild
                ? ": signal " + signal.name() + " ended a child of it)"
                : ": it handled signal " + signal.name() + ", or that signal ended a child of it)");
    }
}
