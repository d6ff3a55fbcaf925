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

    /** A component of the runner does not work. The supervision of targets continues. */
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
     * The result of a test of the runner's permissions.
     * @param line the result in one sentence
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
     * This runner replaces a runner that died.
     * @param cause why the other runner died, as a phrase
     * @param died the pid of the other runner
     * @param times the number of such deaths within an hour
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
     * @param died the pid of the previous runner; 0: unknown
     * @param how how the previous runner ended, as a phrase that says how certain this is
     * @param heard the last time at which the previous runner certainly worked, RFC 3339 in UTC
     * @param unheard the longest time for which targets may have been without supervision
     * @param targets the number of targets that ran at that time
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

    /** Somebody deleted files of the home folder, and the runner created them again. */
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

    /** A notice could not be delivered to a receiver, and the runner no longer tries. */
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

    /** A component of the runner works again, or reports something that needs no action. */
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
