package dev.dpm.event;

import java.util.List;
import java.util.stream.Collectors;

import dev.dpm.process.NativeText;
import dev.dpm.process.TargetName;

/**
 * The result of a person's command. The supervision loop carries out the command, and the console, the API or the
 * command line shows the result.
 *
 * @param sentence a sentence for people that says what happened, to which target, and what to do
 * @param started the incarnations that the command launches, in order; an incarnation is one launch of a target's
 *     process tree
 * @param pending the targets whose new settings take effect at the next restart that a person orders, in the order in
 *     which to restart them
 */
public record CommandResult(Outcome outcome, String sentence, List<Started> started, List<String> pending) {

    /**
     * The beginning of a line with a warning: the runner carried out the command, but a person should act on the
     * warning.
     */
    public static final String WARNING = "WARNING ";

    public CommandResult {
        sentence = NativeText.visible(sentence);
        started = List.copyOf(started);
        pending = List.copyOf(pending);
    }

    /** Makes the result of a command after which no target waits for a restart, so that {@code pending} is empty. */
    public CommandResult(Outcome outcome, String sentence, List<Started> started) {
        this(outcome, sentence, started, List.of());
    }

    /** A copy of this result with further lines after its sentence. */
    public CommandResult saying(String lines) {
        return new CommandResult(outcome, sentence + lines, started, pending);
    }

    /** A copy of this result with warnings after its sentence, each in a line that begins with {@link #WARNING}. */
    public CommandResult warning(List<String> warnings) {
        return saying(warnings.stream().map(warning -> "\n" + WARNING + warning).collect(Collectors.joining()));
    }

    /** The sentence of this result without its warnings. */
    public String sentenceWithoutWarnings() {
        return sentence.lines().filter(line -> !line.startsWith(WARNING)).collect(Collectors.joining("\n"));
    }

    /** The kinds of results of a command; callers turn a kind into an exit code or an HTTP status code. */
    public enum Outcome {
        /** The runner has carried out the command, or has begun to carry it out. */
        DONE,
        /** The state that the command demands existed already, so the runner did nothing. */
        ALREADY,
        /**
         * The runner cannot carry out the command in the present state of the target or the runner: exit code 1, HTTP
         * 409.
         */
        REFUSED,
        /** The command contains bad input: exit code 2, HTTP 400. */
        INVALID,
        /** No target has the name in the command: exit code 2, HTTP 404. */
        UNKNOWN
    }

    /**
     * A target that the command launches or ends.
     *
     * @param incarnation the number of the incarnation (one launch of the target's process tree) that the command
     * launches; 0 if the command launches nothing and ends the target, so that the client can wait for the end
     */
    public record Started(String name, long incarnation) {

        /** Makes the entry of a target that the command ends and does not launch. */
        public static Started ending(TargetName target) {
            return new Started(target.value(), 0);
        }
    }

    /** The result of every command that would start something while the runner is ending. */
    public static CommandResult ending() {
        return of(Outcome.REFUSED, "the runner is ending; start it again when it has ended");
    }

    /** Makes the result of a command that launches nothing. */
    public static CommandResult of(Outcome outcome, String sentence) {
        return new CommandResult(outcome, sentence, List.of());
    }

    /** The result of a command for a target that does not exist. */
    public static CommandResult unknown(TargetName name) {
        return of(Outcome.UNKNOWN, "no target is called " + name);
    }
}
