package dev.dpm.supervision;

import java.util.List;

import dev.dpm.process.TargetName;

/**
 * The loop's answer to a command.
 *
 * @param sentence for people
 * @param lives the incarnations that the command launches
 */
public record CommandResult(Kind kind, String sentence, List<StartedLife> lives) {

    /** The kinds of answers. */
    public enum Kind {
        DONE, ALREADY, REFUSED, INVALID, UNKNOWN
    }

    /**
     * A target and the number of the incarnation that was ordered for it; 0: none was ordered, the end of the target is
     * waited for.
     */
    public record StartedLife(TargetName target, long incarnation) {

        static StartedLife ending(TargetName target) {
            return new StartedLife(target, 0);
        }
    }

    /** The answer to any command for something new while the runner ends. */
    static CommandResult ending() {
        return of(Kind.REFUSED, "the runner is ending; start it again when it has ended");
    }

    static CommandResult of(Kind kind, String sentence) {
        return new CommandResult(kind, sentence, List.of());
    }

    static CommandResult unknown(TargetName name) {
        return of(Kind.UNKNOWN, "no target is called " + name);
    }
}
