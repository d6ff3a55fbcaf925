package dev.dpm.view;

import java.util.Optional;

/**
 * A right that the runner has or lacks.
 * @param subject the right, such as {@code signals}
 * @param sentence what the runner found out
 * @param remedy a line of a pod's manifest that gives the right; empty: none
 */
public record PreflightLine(String subject, boolean permitted, String sentence, Optional<String> remedy) {

    static PreflightLine permitted(String subject, String sentence) {
        return new PreflightLine(subject, true, sentence, Optional.empty());
    }

    static PreflightLine missing(String subject, String sentence, String remedy) {
        return new PreflightLine(subject, false, sentence, Optional.of(remedy));
    }

    /** This line as text: the right, what the runner found out, and the remedy. */
    public String text() {
        return subject + ": " + sentence + remedy.map(line -> "; mend with " + line).orElse("");
    }
}
