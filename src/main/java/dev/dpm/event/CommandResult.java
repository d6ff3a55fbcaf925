package dev.dpm.event;

import java.util.List;
import java.util.stream.Collectors;

import dev.dpm.process.NativeText;
import dev.dpm.process.TargetName;

/**
 * The result of a command.
 * @param sentence what happened, and what the user should do
 * @param started the launches and ends that the command caused, in their order
 * @param pending the targets whose new settings apply at their next restart, in order
 */
public record CommandResult(Outcome outcome, String sentence, List<Started> started, List<String> pending) {

    /** The word at the beginning of a warning: the command was carried out, but a person should act. */
    public static final String WARNING = "WARNING ";

    public CommandResult {
        sentence = NativeText.visible(sentence);
        started = List.copyOf(started);
        pending = List.copyOf(pending);
    }

    public CommandResult(Outcome outcome, String sentence, List<Started> started) {
        this(outcome, sentence, started, List.of());
    }

    /** A copy of this result with further lines after the sentence. */
    public CommandResult saying(String lines) {
        return new CommandResult(outcome, sentence + lines, started, pending);
    }

    /** A copy of this result with warnings, each in a line that begins with {@link #WARNING}. */
    public CommandResult warning(List<String> warnings) {
        return saying(warnings.stream().map(warning -> "\n" + WARNING + warning).collect(Collectors.joining()));
    }

    /** The sentence of this result without its warnings. */
    public String sentenceWithoutWarnings() {
        return sentence.lines().filter(line -> !line.startsWith(WARNING)).collect(Collectors.joining("\n"));
    }

    /** The outcome of a command. The code that called the command turns the outcome into an exit code or HTTP status. */
    public enum Outcome {
        /** The command is carried out, or has begun. */
        DONE,
        /** The command changes nothing, because the target is in the wanted state already. */
        ALREADY,
        /** The command is impossible in the present state: exit code 1, HTTP 409. */
        REFUSED,
        /** The input of the command is not valid: exit code 2, HTTP 400. */
        INVALID,
        /** There is no target of this name: exit code 2, HTTP 404. */
        UNKNOWN
    }

    /**
     * A target that the command launches or ends.
     * @param incarnation the number of the launch; 0: the command ends the target
     */
    public record Started(String name, long incarnation) {

        public static Started ending(TargetName target) {
            return new Started(target.value(), 0);
        }
    }

    /** The result of a start that is refused because the runner is ending. */
    public static CommandResult ending() {
        return of(Outcome.REFUSED, "the runner is ending; start it again when it has ended");
    }

    public static CommandResult of(Outcome outcome, String sentence) {
        return new CommandResult(outcome, sentence, List.of());
    }

    /** The result of a command for a target that does not exist. */
    public static CommandResult unknown(TargetName name) {
        return of(Outcome.UNKNOWN, "no target is called " + name);
    }
}
