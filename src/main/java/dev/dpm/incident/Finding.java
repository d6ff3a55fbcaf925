package dev.dpm.incident;

import java.util.Optional;

import dev.dpm.process.ExitStatus;

/**
 * Why an incident begins.
 * @param cause the cause as far as it is known; the evidence may show another one
 * @param words a sentence about the violated rule or the failed launch; for an ended process, about the signal that the runner
 * sent
 * @param exit how the main process ended; empty: the process runs
 * @param oom whether the OOM killer ended the process
 * @param lastLine the target's last line of output
 * @param rule the threshold or check that the target violated; empty: none
 */
public record Finding(Cause cause, String words, Optional<ExitStatus> exit, Oom oom, Optional<String> lastLine,
        Optional<Rule> rule) {

    /** Whether the OOM killer ended a process, according to the kernel's counter of OOM kills. */
    public enum Oom {
        /** The counter of OOM kills rose, so a process was killed. */
        SEEN,
        /** The counter of OOM kills could not be read, and memory was at its limit. */
        PROBABLE,
        /** The counter of OOM kills did not rise, so no process was killed. */
        RULED_OUT,
        UNREADABLE
    }

    /** The finding that a target violated a threshold or check. Its process still runs. */
    public static Finding ofRule(Cause cause, String words, Rule rule) {
        return new Finding(cause, words, Optional.empty(), Oom.UNREADABLE, Optional.empty(), Optional.of(rule));
    }

    public static Finding of(Cause cause, String words) {
        return new Finding(cause, words, Optional.empty(), Oom.UNREADABLE, Optional.empty(), Optional.empty());
    }

    public Finding saying(String sentence) {
        return new Finding(cause, sentence, exit, oom, lastLine, rule);
    }
}
