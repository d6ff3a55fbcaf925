package dev.dpm.incident;

import java.util.Optional;

import dev.dpm.process.ExitStatus;

/**
 * The facts because of which the supervision loop opened an incident.
 *
 * @param cause the kind of the cause, as far as the loop can determine it; the evidence may show another cause
 * @param words a sentence about the violated rule, the failed launch or the policy. If the process ended, a sentence
 * about the signal that the runner sent, or an empty text.
 * @param exit how the main process ended; empty if the main process still runs
 * @param oom whether the OOM killer ended the process
 * @param lastLine the last line that the target wrote
 * @param rule the violated rule, such as a threshold
 */
public record Finding(Cause cause, String words, Optional<ExitStatus> exit, Oom oom, Optional<String> lastLine,
        Optional<Rule> rule) {

    /** Whether the kernel's OOM killer ended a process, by the kernel's counter of OOM kills. */
    public enum Oom {
        /** The counter of OOM kills rose, so the kernel killed a process. */
        SEEN,
        /** The counter of OOM kills could not be read in time, and the last sample's memory was at its limit. */
        PROBABLE,
        /** The counter of OOM kills was read and did not rise, so the kernel did not kill the process. */
        RULED_OUT,
        /** The counter of OOM kills cannot be read. */
        UNREADABLE
    }

    /** Makes the finding that a target violated a rule (a threshold or a check); its process still runs. */
    public static Finding ofRule(Cause cause, String words, Rule rule) {
        return new Finding(cause, words, Optional.empty(), Oom.UNREADABLE, Optional.empty(), Optional.of(rule));
    }

    /** Makes a finding that is not about a rule (a threshold or a check), while no process has ended. */
    public static Finding of(Cause cause, String words) {
        return new Finding(cause, words, Optional.empty(), Oom.UNREADABLE, Optional.empty(), Optional.empty());
    }

    /** A copy of this finding with another sentence. */
    public Finding saying(String sentence) {
        return new Finding(cause, sentence, exit, oom, lastLine, rule);
    }
}
