package dev.dpm.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.TargetName;

public sealed interface RunnerEvent extends Event {

    @Override
    default Optional<TargetName> target() {
        return Optional.empty();
    }

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

    /** A component does not work; supervision goes on. */
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
     * The result of a test of permissions.
     *
     * @param line a sentence
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
     * This runner replaces one that died.
     *
     * @param cause a phrase
     * @param died its pid
     * @param times deaths within an hour
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
     * The previous runner did not record its end.
     *
     * @param died its pid; 0: unknown
     * @param how a phrase, with its certainty
     * @param heard when it certainly worked, RFC 3339 in UTC
     * @param unheard how long targets were unsupervised at most
     * @param targets that ran then
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

    /** Deleted files of the home folder were restored. */
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

    /** A notice could not be delivered and is given up. */
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

    /** A component works again, or reports something without need for action. */
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
