package dev.dpm.incident;

import java.util.Optional;

import dev.dpm.process.ExitStatus;

/**
 * Why an incident begins.
 *
 * @param cause as far as known; evidence may show another
 * @param words a sentence about the violated rule or the failed launch; for an ended process, about the runner's signal
 * @param exit how the main process ended; empty: it runs
 * @param oom whether the OOM killer ended it
 * @param lastLine the last line of output
 * @param rule the violated rule
 */
public record Finding(Cause cause, String words, Optional<ExitStatus> exit, Oom oom, Optional<String> lastLine,
        Optional<Rule> rule) {

    /** Whether the OOM killer ended a process, by the kernel's counter. */
    public enum Oom {
        /** The counter of OOM kills rose, so a process was killed. */
        SEEN,
        /** The counter was unreadable, and memory was at its limit. */
        PROBABLE,
        /** The counter of OOM kills did not rise, so no process was killed. */
        RULED_OUT,
        UNREADABLE
    }

    /** The finding of a violated rule. The process still runs. */
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
