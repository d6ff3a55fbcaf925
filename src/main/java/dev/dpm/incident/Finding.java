package dev.dpm.incident;

import java.util.Optional;

import dev.dpm.process.ExitStatus;

/**
 * What the supervision found at the moment of decision.
 *
 * @param cause as far as it is known then
 * @param words what a rule, a launch or a policy said, a sentence; empty for an end
 * @param exit how the main process ended, where it ended
 * @param oom what is known about memory as the cause of the end
 * @param lastLine what the target wrote last
 * @param rule that was broken
 */
public record Finding(Cause cause, String words, Optional<ExitStatus> exit, Oom oom, Optional<String> lastLine,
        Optional<Rule> rule) {

    /** What the kernel's counter of OOM kills says about an end. */
    public enum Oom {
        /** It rose. */
        SEEN,
        /** It could not be asked in time, and memory was at its limit by the last sample. */
        PROBABLE,
        /** It was read, and did not rise. */
        RULED_OUT,
        /** It cannot be read. */
        UNREADABLE
    }

    /** A rule was broken. */
    public static Finding ofRule(Cause cause, String words, Rule rule) {
        return new Finding(cause, words, Optional.empty(), Oom.UNREADABLE, Optional.empty(), Optional.of(rule));
    }

    /** Something that has no rule and is no end. */
    public static Finding of(Cause cause, String words) {
        return new Finding(cause, words, Optional.empty(), Oom.UNREADABLE, Optional.empty(), Optional.empty());
    }
}
