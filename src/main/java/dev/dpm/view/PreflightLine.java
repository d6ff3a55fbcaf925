package dev.dpm.view;

import java.util.Optional;

/**
 * One right or facility that the runner needs from its environment.
 *
 * @param subject the right in a few words, such as {@code signals}
 * @param permitted whether the runner has the right or facility
 * @param sentence what the runner found, and what it cannot do without this right
 * @param remedy the line of a manifest that would grant the right; empty if nothing is missing, or if no manifest can
 *     grant it
 */
public record PreflightLine(String subject, boolean permitted, String sentence, Optional<String> remedy) {

    static PreflightLine permitted(String subject, String sentence) {
        return new PreflightLine(subject, true, sentence, Optional.empty());
    }

    static PreflightLine missing(String subject, String sentence, String remedy) {
        return new PreflightLine(subject, false, sentence, Optional.of(remedy));
    }

    /** This line as text: the right, what the runner found, and the remedy. */
    public String text() {
        return subject + ": " + sentence + remedy.map(line -> "; mend with " + line).orElse("");
    }
}
