package dev.dpm.event;

import java.util.List;
import java.util.stream.Collectors;

import dev.dpm.process.NativeText;
import dev.dpm.process.TargetName;

/**
 * The result of a command. The loop carries out the command, and the result goes to the console, the API and the
 * command line.
 *
 * @param sentence a sentence for people that says what happened, to what, and what to do
 * @param started the incarnations that the command launches, in order
 * @param pending the targets whose new settings wait for a commanded restart, in the order in which to restart them
 */
public record CommandResult(Outcome outcome, String sentence, List<Started> started, List<String> pending) {

    /** The beginning of a line that warns of something that prevented no command. */
    public static final String WARNING = "WARNING ";

    public CommandResult {
        sentence = NativeText.visible(sentence);
        started = List.copyOf(started);
        pending = List.copyOf(pending);
    }

    /** A result for which no target waits for a commanded restart. */
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

    /** The sentence without its warnings. */
    public String sentenceWithoutWarnings() {
        return sentence.lines().filter(line -> !line.startsWith(WARNING)).collect(Collectors.joining("\n"));
    }

    /** The kinds of results; the callers turn them into exit codes and HTTP status codes. */
    public enum Outcome {
        /** The command is done, or under way. */
        DONE,
        /** The wanted state was there already, so nothing had to be done. */
        ALREADY,
        /** The command is not possible in the present state: exit code 1, HTTP 409. */
        REFUSED,
        /** Bad input: exit code 2, HTTP 400. */
        INVALID,
        /** No target has that name: exit code 2, HTTP 404. */
        UNKNOWN
    }

    /**
     * A target and the number of the incarnation that the command launches.
     *
     * @param incarnation 0: none; the command ends the target, and its end can be followed
     */
    public record Started(String name, long incarnation) {

        /** The entry for a target that the command ends. */
        public static Started ending(TargetName target) {
            return new Started(target.value(), 0);
        }
    }

    /** The result of any command that would start something although the runner is ending. */
    public static CommandResult ending() {
        return of(Outcome.REFUSED, "the runner is ending; start it again when it has ended");
    }

    /** A result without a launch. */
    public static CommandResult of(Outcome outcome, String sentence) {
        return new CommandResult(outcome, sentence, List.of());
    }

    /** The result of a command for a target that does not exist. */
    public static CommandResult unknown(TargetName name) {
        return of(Outcome.UNKNOWN, "no target is called " + name);
    }
}
