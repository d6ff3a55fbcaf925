package dev.dpm.incident;

import java.util.Optional;

import dev.dpm.process.ExitStatus;

/**
 * The facts from which the supervision concluded that there is an incident.
 *
 * @param cause the cause, as far as it was known then
 * @param words the sentence of a rule, a launch or a policy; for an end, the sentence about the runner's own signal, or
 *     else empty
 * @param exit how the main process ended; empty: the main process lives
 * @param oom whether the OOM killer ended the process
 * @param lastLine the last line that the target wrote
 * @param rule the violated rule
 */
public record Finding(Cause cause, String words, Optional<ExitStatus> exit, Oom oom, Optional<String> lastLine,
        Optional<Rule> rule) {

    /** The evidence about an end from the kernel's counter of OOM kills. */
    public enum Oom {
        /** The counter of OOM kills rose, so the kernel killed a process. */
        SEEN,
        /** The counter could not be read in time, and memory was at its limit in the last sample. */
        PROBABLE,
        /** The counter of OOM kills was read and did not rise, so the kernel did not kill the process. */
        RULED_OUT,
        /** The counter of OOM kills cannot be read. */
        UNREADABLE
    }

    /** A finding about a violated rule. */
    public static Finding ofRule(Cause cause, String words, Rule rule) {
        return new Finding(cause, words, Optional.empty(), Oom.UNREADABLE, Optional.empty(), Optional.of(rule));
    }

    /** A finding without a violated rule and without an end of the process. */
    public static Finding of(Cause cause, String words) {
        return new Finding(cause, words, Optional.empty(), Oom.UNREADABLE, Optional.empty(), Optional.empty());
    }

    /** A copy of this finding with the given sentence. */
    public Finding saying(String sentence) {
        return new Finding(cause, sentence, exit, oom, lastLine, rule);
    }
}
