package dev.dpm.console;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.MultivaluedMap;

import dev.dpm.config.ChangeRequest;

/**
 * The changes that a person made in a form: the fields whose value differs from the value that the form showed. An
 * unchanged field changes nothing, even if another person has changed that setting in the meantime. If both changed it,
 * the runner refuses the form.
 *
 * @param wanted the new text of each changed option
 * @param shown the text that the form showed for each changed option
 */
record Changes(Map<String, String> wanted, Map<String, String> shown) {

    /**
     * Reads the submitted form.
     *
     * @param fields the fields of the form, with the values in force at present; they count as shown where the submitted
     *     form does not contain the value that was shown
     */
    static Changes of(List<Question.Field> fields, MultivaluedMap<String, String> form) {
        Map<String, String> wanted = new TreeMap<>();
        Map<String, String> shown = new TreeMap<>();
        for (Question.Field field : fields) {
            String before = Optional.ofNullable(form.getFirst(field.shownName())).orElse(field.value());
            String written = Optional.ofNullable(form.getFirst(field.option())).map(String::strip).orElse(before);
            if (!written.equals(before)) {
                wanted.put(field.option(), written);
                shown.put(field.option(), before);
            }
        }
        return new Changes(wanted, shown);
    }

    /** The request to the runner, which changes the settings only if they have the values that the form showed. */
    ChangeRequest request() {
        return new ChangeRequest(wanted, shown, "console");
    }

    /**
     * The sentence that another person changed the same settings meanwhile; empty if the settings have the values that
     * the form showed. The sentence says that nothing was saved, and that the console saves the form if the person
     * submits it again.
     *
     * @param now the fields of the form, with the values in force at present
     */
    Optional<String> objection(List<Question.Field> now) {
        String conflicts = now.stream()
                .filter(field -> wanted.containsKey(field.option())
                        && !Objects.equals(shown.get(field.option()), field.value())
                        && !Objects.equals(wanted.get(field.option()), field.value()))
                .map(field -> field.label() + " is " + field.value() + " now, and was " + shown.get(field.option())
                        + " when this form was opened")
                .collect(Collectors.joining("; "));
        return conflicts.isEmpty()
                ? Optional.empty()
                : Optional.of("Not saved, since somebody else has changed it meanwhile: " + conflicts
                        + ". Save again to have what you wrote.");
    }
}
