package dev.dpm.event;

import java.time.Duration;
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

    /** The runner has started. */
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

    /** The runner ends because a person or a program requested it. */
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

    /** A component of the runner does not work; the runner continues to supervise its targets. */
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

    /**
     * The result of one test of the runner's permissions at its start.
     *
     * @param permitted whether the runner's environment (such as the container) permits the action
     * @param line a sentence with the action and the result
     */
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
     * The runner died, and a helper process that the dying runner started has launched this runner.
     *
     * @param cause a phrase that says why the previous runner died
     * @param died the pid of the runner that died
     * @param times the number of deaths of the runner within an hour, including the latest
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

    /**
     * The previous runner ended without recording an event about its end.
     *
     * @param died the pid of the previous runner; 0 if unknown
     * @param how a phrase about the end of the previous runner, which also says how certain the phrase is
     * @param heard the latest time at which the previous runner certainly worked, RFC 3339 in UTC
     * @param unheard the time between {@code heard} and the start of this runner; the targets were unsupervised for at
     * most this time
     * @param targets the number of targets that ran at the time {@code heard}
     */
    record RunnerLost(long died, String how, String heard, Duration unheard, int targets) implements RunnerEvent {
        @Override
        public String message() {
            String process = died == 0 ? "" : " (process " + died + ")";
            String left = switch (targets) {
                case 0 -> "no target ran";
                case 1 -> "1 target was unsupervised";
                default -> targets + " targets were unsupervised";
            };
            return "the runner before this one" + process + " ended without a word: " + how
                    + ". Nothing was heard of it after " + heard + ": " + left + " for up to "
                    + EventWords.duration(unheard);
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("died", died, "how", how, "heard", heard, "unheard_seconds", EventWords.seconds(unheard),
                    "targets", targets);
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /**
     * Another program or a person deleted or moved files of the home folder that the runner needs, and the runner has
     * created these files again.
     */
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

    /** The runner could not deliver the notice of an incident to a receiver, and makes no further attempt. */
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

    /** A component of the runner that had failed works again, or the runner reports something that needs no action. */
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
