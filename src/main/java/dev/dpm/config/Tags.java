package dev.dpm.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.dpm.config.value.BadValue;

/**
 * The group and labels of a target. Labels have the form of <a
 * href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Kubernetes</a>.
 *
 * @param group the name of the group; empty: the target is in no group
 * @param labels the value of each label, sorted by the label's key
 */
public record Tags(Optional<String> group, Map<String, String> labels) {

    public static final Tags NONE = new Tags(Optional.empty(), Map.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");
    private static final String WORD = "1 to 63 characters of A-Z a-z 0-9 . _ -, the first and the last a letter or a digit";
    private static final String PAIRS = "KEY=VALUE, each key once: " + WORD + "; a key also with /, a value also empty";

    public Tags {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    static Tags of(Settings settings) {
        return new Tags(settings.find(Options.GROUP), settings.find(Options.LABELS).orElse(Map.of()));
    }

    /** Makes tags from the texts in a state file. A text that is not allowed is left out. */
    public static Tags written(String group, String labels) {
        Optional<String> sound = Optional.of(group).filter(name -> NAME.matcher(name).matches());
        try {
            return new Tags(sound, labels.isEmpty() ? Map.of() : labels(labels));
        } catch (BadValue e) {
            return new Tags(sound, Map.of());
        }
    }

    static String group(String text) throws BadValue {
        if (!NAME.matcher(text).matches()) {
            throw new BadValue(WORD);
        }
        return text;
    }

    /** Parses labels: pairs KEY=VALUE, separated by commas. */
    static Map<String, String> labels(String text) throws BadValue {
        Map<String, String> labels = new TreeMap<>();
        for (String pair : text.split("[," + Settings.SEPARATOR + "]", -1)) {
            int equals = pair.indexOf('=');
            boolean isPair = equals > 0 && isKey(pair.substring(0, equals)) && isValue(pair.substring(equals + 1));
            if (!isPair || labels.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw new BadValue(PAIRS);
            }
        }
        return Collections.unmodifiableMap(labels);
    }

    static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    static boolean isValue(String text) {
        return text.isEmpty() || NAME.matcher(text).matches();
    }

    /** The words by which a command can select the target, such as {@code @shop}, {@code tier=back}. */
    public List<String> words() {
        List<String> words = labels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.toList());
        group.ifPresent(name -> words.add(0, "@" + name));
        return List.copyOf(words);
    }
}
