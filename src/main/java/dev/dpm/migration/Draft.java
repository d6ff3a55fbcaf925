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
     * The value of an option in the new dpm.yaml.
     * @param value a text, a list or a map
     * @param from the key in the other tool's file
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

    Optional<Object> value(String option) {
        return Optional.ofNullable(entries.get(option)).map(Entry::value);
    }

    Optional<Key> from(String option) {
        return Optional.ofNullable(entries.get(option)).map(Entry::from);
    }

    /** Sets an option of the target. If dpm-runner has no such option, a {@link Leftover} tells the user. */
    void put(String option, Object value, Key from) {
        if (isOption(option)) {
            entries.put(option, new Entry(value, from));
        } else {
            left(from, "there is no option " + option + " here; set it in the program, or in a script around it");
        }
    }

    /**
     * Sets an option of the target.
     * @param otherwise the advice in a {@link Leftover} if dpm-runner has no such option
     */
    void put(String option, Object value, Key from, String otherwise) {
        if (isOption(option)) {
            entries.put(option, new Entry(value, from));
        } else {
            left(from, otherwise);
        }
    }

    /** Sets an option whose value is a list of pairs. Each pair that dpm-runner refuses becomes a {@link Leftover}. */
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

    /** Why dpm-runner refuses a text as the value of an option; empty: it accepts the text. */
    static Optional<String> fault(String option, String text) {
        try {
            Options.byName(option).orElseThrow().parse(text);
            return Optional.empty();
        } catch (BadValue e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Applies the rule of a key in the other tool's file. If the rule overwrites an option that another key has set, a {@link
     * Leftover} tells the user about that key.
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

    void variable(String variable, String value, Key from) {
        Map<String, String> variables = new LinkedHashMap<>();
        value(Options.ENV.name()).ifPresent(
                earlier -> ((Map<?, ?>) earlier).forEach((key, text) -> variables.put((String) key, (String) text)));
        variables.put(variable, value);
        entries.put(Options.ENV.name(), new Entry(variables, from));
    }

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

    void left(Key key, String advice) {
        all.left(key.place(), "target " + name + ": " + key.shown() + " is not carried over: " + advice);
    }

    void note(Key key, String sentence) {
        all.left(key.place(), "target " + name + ": " + key.shown() + ": " + sentence);
    }

    static boolean isOption(String name) {
        Optional<Option<?>> option = Options.byName(name);
        return option.filter(known -> known.isForTargets() && known.isAllowedIn(Place.FILE)).isPresent();
    }
}
