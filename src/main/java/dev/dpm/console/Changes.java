package dev.dpm.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.ws.rs.core.MultivaluedMap;

/**
 * What somebody changed in a form: what differs from what the form showed. A field that was left alone changes nothing,
 * also where somebody else has changed it meanwhile; where both have, that is a conflict.
 *
 * @param wanted option to text
 * @param conflicts a sentence each
 */
record Changes(Map<String, String> wanted, List<String> conflicts) {

    /** @param fields as they are in force now */
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

    /** Nothing was changed; the same form, sent again, is taken. */
    String objection() {
        return "Not saved, since somebody else has changed it meanwhile: " + String.join("; ", conflicts)
                + ". Save again to have what you wrote.";
    }
}
