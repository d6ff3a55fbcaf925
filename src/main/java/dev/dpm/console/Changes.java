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
 * The fields that a person has changed in a form. A field that the person left unchanged changes nothing, even if the setting
 * has a new value meanwhile.
 * @param wanted the submitted texts
 * @param shown the texts that the form showed
 */
record Changes(Map<String, String> wanted, Map<String, String> shown) {

    /**
     * Reads a submitted form.
     * @param fields the fields with the present values of the settings. If the form does not contain the texts that it showed,
     * these values stand for them
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

    /** The request to change the settings. It is refused if a setting no longer has the value that the form showed. */
    ChangeRequest request() {
        return new ChangeRequest(wanted, shown, "console");
    }

    /**
     * A sentence which says that somebody else has meanwhile changed the same settings; empty: nobody has.
     * @param now the present values
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
