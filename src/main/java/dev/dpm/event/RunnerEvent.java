package dev.dpm.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.TargetName;

/** An event about the runner itself. */
public sealed interface RunnerEvent extends Event {

    @Override
    default Optional<TargetName> target() {
        return Optional.empty();
    }

    /** The runner is up. */
    record RunnerStarted(String version, long process) implements RunnerEvent {
        @Override
        public OptionalLong pid() {
            return OptionalLong.of(process);
        }

        @Override
        public String message() {
            return "dpm-runner " + version + " started as process " + process;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("version", version);
        }
    }

    /** The runner ends in good order. */
    record RunnerStopped(String reason) implements RunnerEvent {
        @Override
        public String message() {
            return "dpm-runner ended: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("reason", reason);
        }
    }

    /** Something of the runner's own does not work; supervision goes on. */
    record RunnerFaulted(AffectedComponent part, String reason) implements RunnerEvent {
        @Override
        public String message() {
            return part.words() + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("part", part.words(), "reason", reason);
        }

        @Override
        public Severity severity() {
            return Severity.ERROR;
        }
    }

    /** What the place permits the runner, or does not; one line of its preflight. */
    record Permitted(boolean permitted, String line) implements RunnerEvent {
        @Override
        public String message() {
            return "preflight: " + line;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("permitted", permitted, "line", line);
        }

        @Override
        public Severity severity() {
            return permitted ? Severity.INFO : Severity.WARNING;
        }
    }

    /**
     * The runner died and was started again by itself.
     *
     * @param cause what it died of, a phrase
     * @param died which process that was
     * @param times how often within an hour, this time included
     */
    record RunnerCameBack(String cause, long died, int times) implements RunnerEvent {
        @Override
        public String message() {
            return "the runner died of " + cause + " (process " + died + ") and is back" + (times > 1
                    ? "; that is " + times + " times within an hour, and each time it waits longer"
                    : "")
                    + ". What it wrote last stands in its logs";
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("cause", cause, "died", died, "times", times);
        }

        @Override
        public Severity severity() {
            return Severity.ERROR;
        }
    }

    /** Somebody deleted or moved away files of the home that the runner needs; it has made them anew. */
    record HomeRestored(String home, List<String> parts) implements RunnerEvent {
        public HomeRestored {
            parts = List.copyOf(parts);
        }

        @Override
        public String message() {
            return "somebody removed " + String.join(", ", parts) + " from the home folder " + home
                    + "; the runner has made them anew. What targets wrote there before is gone";
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("home", home, "parts", parts);
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** Somebody who was to be told of an incident was not, and will not be. */
    record NoticeGivenUp(String receiver, String notice, String reason) implements RunnerEvent {
        @Override
        public String message() {
            return "the notice " + notice + " for " + receiver + " was given up: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("receiver", receiver, "notice", notice, "reason", reason);
        }

        @Override
        public Severity severity() {
            return Severity.ERROR;
        }
    }

    /** What did not work works again, or something about the runner is worth knowing. */
    record RunnerNoted(AffectedComponent part, String note) implements RunnerEvent {
        public RunnerNoted(Component component, String note) {
            this(AffectedComponent.of(component), note);
        }

        @Override
        public String message() {
            return part.words() + ": " + note;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("part", part.words(), "note", note);
        }
    }
}
