package dev.dpm.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.ws.rs.core.MultivaluedMap;

/**
 * The changes that a person made in a form: the fields whose value differs from the value that the form showed. An
 * unchanged field changes nothing, even if another person has changed that setting in the meantime. If both changed it,
 * there is a conflict.
 *
 * @param wanted the new text of each changed option
 * @param conflicts a sentence for each conflict
 */
record Changes(Map<String, String> wanted, List<String> conflicts) {

    /**
     * Compares the submitted form with the settings in force.
     *
     * @param fields the fields of the form, with the values in force at present
     */
    static Changes of(List<Question.Field> fields, MultivaluedMap<String, String> form) {
        Map<String, String> wanted = new TreeMap<>();
        List<String> conflicts = new ArrayList<>();
        for (Question.Field field : fields) {
            String shown = Optional.ofNullable(form.getFirst(field.shownName())).orElse(field.value());
            String written = Optional.ofNullable(form.getFirst(field.option())).map(String::strip).orElse(shown);
            if (written.equals(shown) || written.equals(field.value())) {
                continue;
            }
            if (shown.equals(field.value())) {
                wanted.put(field.option(), written);
            } else {
                conflicts.add(field.label() + " is " + field.value() + " now, and was " + shown
                        + " when this form was opened");
            }
        }
        return new Changes(wanted, conflicts);
    }

    /**
     * The sentence that another person changed the same settings meanwhile. It says that nothing was saved, and that
     * the console saves the form if the person submits it again.
     */
    String objection() {
        return "Not saved, since somebody else has changed it meanwhile: " + String.join("; ", conflicts)
                + ". Save again to have what you wrote.";
    }
}
