package dev.dpm.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.Option;
import dev.dpm.config.Option.Place;
import dev.dpm.config.Options;
import dev.dpm.config.value.BadValue;

/** A target for the new file, whose settings are collected from a file of another tool. */
final class Draft {

    static final String COMMAND = "command";

    private final Collected all;
    private final String name;
    private final String place;
    private final List<String> comments = new ArrayList<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Draft(Collected all, String name, String place) {
        this.all = all;
        this.name = name;
        this.place = place;
    }

    /**
     * A setting that the target gets in the new file.
     *
     * @param value the value of the setting: a text, a list of texts, or a map from text to text
     * @param from the key of the source file from which the setting comes
     */
    record Entry(Object value, Key from) {
    }

    String name() {
        return name;
    }

    String place() {
        return place;
    }

    List<String> comments() {
        return comments;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    void comment(String sentence) {
        comments.add(sentence);
    }

    void command(List<String> words, Key from) {
        entries.put(COMMAND, new Entry(List.copyOf(words), from));
    }

    boolean has(String option) {
        return entries.containsKey(option);
    }

    /** The value that the target has for an option so far; empty if it has none. */
    Optional<Object> value(String option) {
        return Optional.ofNullable(entries.get(option)).map(Entry::value);
    }

    /** The key of the source file that gave the target an option; empty if the option is not set. */
    Optional<Key> from(String option) {
        return Optional.ofNullable(entries.get(option)).map(Entry::from);
    }

    /** Sets an option of the target. If dpm-runner has no such option, a {@link Leftover} is recorded instead. */
    void put(String option, Object value, Key from) {
        if (isOption(option)) {
            entries.put(option, new Entry(value, from));
        } else {
            left(from, "there is no option " + option + " here; set it in the program, or in a script around it");
        }
    }

    /**
     * Sets an option of the target. If dpm-runner has no such option, a {@link Leftover} with the text {@code
     * otherwise} is recorded instead.
     */
    void put(String option, Object value, Key from, String otherwise) {
        if (isOption(option)) {
            entries.put(option, new Entry(value, from));
        } else {
            left(from, otherwise);
        }
    }

    /**
     * Sets an option of the target whose value consists of names with values. For each pair that the option's parser
     * refuses, a {@link Leftover} is recorded.
     */
    void pairs(String option, Map<String, String> pairs, Key from, String otherwise) {
        if (!isOption(option)) {
            left(from, otherwise);
            return;
        }
        Map<String, String> fit = new LinkedHashMap<>();
        Map<String, List<String>> unfit = new LinkedHashMap<>();
        pairs.forEach((key, value) -> fault(option, key + "=" + value).ifPresentOrElse(
                allowed -> unfit.computeIfAbsent(allowed, each -> new ArrayList<>()).add(key),
                () -> fit.put(key, value)));
        if (!fit.isEmpty()) {
            entries.put(option, new Entry(fit, from));
        }
        unfit.forEach((allowed, keys) -> all.left(from.place(), "target " + name + ": " + from.name() + " "
                + String.join(", ", keys) + (keys.size() == 1 ? " is" : " are") + " not carried over; allowed in "
                + option
                + ": " + allowed));
    }

    /**
     * The sentence that says what an option allows if its parser refuses the text; empty if the parser accepts the
     * text.
     */
    static Optional<String> fault(String option, String text) {
        try {
            Options.byName(option).orElseThrow().parse(text);
            return Optional.empty();
        } catch (BadValue e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Applies to this target the rule for a key of the source file. If the rule overwrites a setting that came from a
     * key of another name, a {@link Leftover} is recorded for the other key.
     */
    void applying(Key key, Rule rule) {
        Map<String, Entry> before = new LinkedHashMap<>(entries);
        rule.apply(key, this);
        before.forEach((option, earlier) -> Optional.ofNullable(entries.get(option))
                .filter(now -> now.from().equals(key) && replaces(earlier, now))
                .ifPresent(now -> left(earlier.from(), now.from().name() + " wins over it")));
    }

    private static boolean replaces(Entry earlier, Entry now) {
        boolean isOther = !earlier.from().name().equals(now.from().name()) && !earlier.value().equals(now.value());
        boolean isAdded = earlier.value() instanceof List<?> list && now.value() instanceof List<?> more
                && more.containsAll(list)
                || earlier.value() instanceof Map<?, ?> map && now.value() instanceof Map<?, ?> further
                        && further.keySet().containsAll(map.keySet())
                || String.valueOf(now.value()).startsWith(earlier.value() + ",");
        return isOther && !isAdded;
    }

    /** Adds an environment variable to the target. */
    void variable(String variable, String value, Key from) {
        Map<String, String> variables = new LinkedHashMap<>();
        value(Options.ENV.name()).ifPresent(
                earlier -> ((Map<?, ?>) earlier).forEach((key, text) -> variables.put((String) key, (String) text)));
        variables.put(variable, value);
        entries.put(Options.ENV.name(), new Entry(variables, from));
    }

    /** Removes an environment variable from the target. */
    void withoutVariable(String variable) {
        Optional.ofNullable(entries.get(Options.ENV.name())).ifPresent(entry -> {
            Map<Object, Object> variables = new LinkedHashMap<>((Map<?, ?>) entry.value());
            variables.remove(variable);
            entries.remove(Options.ENV.name());
            if (!variables.isEmpty()) {
                entries.put(Options.ENV.name(), new Entry(variables, entry.from()));
            }
        });
    }

    /** Records a {@link Leftover}: a setting of this target that is not carried over. */
    void left(Key key, String advice) {
        all.left(key.place(), "target " + name + ": " + key.shown() + " is not carried over: " + advice);
    }

    /** Records a note for the user about a setting that is carried over, but works differently in dpm-runner. */
    void note(Key key, String sentence) {
        all.left(key.place(), "target " + name + ": " + key.shown() + ": " + sentence);
    }

    /**
     * Whether dpm-runner has this option for targets. The tables of this package may map a setting of another
     * supervisor to an option that dpm-runner does not have yet; such a setting is not carried over until the option
     * exists.
     */
    static boolean isOption(String name) {
        Optional<Option<?>> option = Options.byName(name);
        return option.filter(known -> known.isForTargets() && known.isAllowedIn(Place.FILE)).isPresent();
    }
}
