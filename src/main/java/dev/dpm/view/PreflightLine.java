package dev.dpm.view;

import java.util.Optional;

/**
 * One thing that the runner needs of the place it works in.
 *
 * @param subject in few words, such as {@code signals}
 * @param permitted whether it has it
 * @param sentence what holds, and what the runner does without it
 * @param remedy the line of the manifest that would mend it; empty: nothing to mend, or no manifest can
 */
public record PreflightLine(String subject, boolean permitted, String sentence, Optional<String> remedy) {

    static PreflightLine permitted(String subject, String sentence) {
        return new PreflightLine(subject, true, sentence, Optional.empty());
    }

    static PreflightLine missing(String subject, String sentence, String remedy) {
        return new PreflightLine(subject, false, sentence, Optional.of(remedy));
    }

    /** For a log or a terminal. */
    public String text() {
        return subject + ": " + sentence + remedy.map(line -> "; mend with " + line).orElse("");
    }
}
