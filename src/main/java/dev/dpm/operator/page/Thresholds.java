package dev.dpm.operator.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.config.Options;
import dev.dpm.operator.model.OptionNames;

/**
 * The form that changes the thresholds of a Supervision.
 *
 * @param group the name of the Supervision, such as {@code shop/web}
 * @param path the path to which the form is submitted
 * @param fault why the person's last attempt changed nothing; empty text if there was no attempt, or if it succeeded
 */
public record Thresholds(String group, String path, String fault, List<Field> fields) {

    /** The options that the form for thresholds contains, by their names in the Supervision. */
    private static final List<String> NAMES = List.of(OptionNames.inCamelCase(Options.MEMORY_THRESHOLD.name()),
            OptionNames.inCamelCase(Options.CPU_THRESHOLD.name()));
    private static final int LONGEST = 60;

    public Thresholds {
        fields = List.copyOf(fields);
    }

    /** One option in the form for thresholds; the value is empty if the Supervision does not set the option. */
    public record Field(String name, String value, String doc) {
    }

    static Thresholds of(String group, String path, String fault, Map<String, String> options) {
        return new Thresholds(group, path, fault, NAMES.stream().map(name -> new Field(name,
                options.getOrDefault(name, ""), OptionNames.all().get(name).doc())).toList());
    }

    /** Reads the options in a submitted form for thresholds; other fields are ignored. */
    static Map<String, String> read(Map<String, String> form) throws Refused {
        Map<String, String> options = new LinkedHashMap<>();
        for (String name : NAMES) {
            String text = form.getOrDefault(name, "").strip();
            if (text.length() > LONGEST) {
                throw new Refused(400, name + " has " + text.length() + " characters; allowed: at most " + LONGEST
                        + ".");
            }
            options.put(name, text);
        }
        return options;
    }
}
