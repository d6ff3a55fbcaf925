package dev.dpm.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What options say: for each that was given its text, its value and where it came from; for the others the default.
 * Immutable.
 */
public final class Settings {

    /** Between the values of a repeatable option in one text: a control character that no value contains. */
    public static final String SEPARATOR = "\u001f";

    /**
     * One given option.
     *
     * @param text as written
     * @param value what it means, of the option's type
     * @param origin where it was written
     */
    public record Setting(String text, Object value, Origin origin) {
    }

    /** Where a value was written. Later ones win over earlier ones, but see {@code Resolver} for targets. */
    public enum Source {
        DEFAULT, ENVIRONMENT, FILE, FLAG
    }

    /**
     * @param place what a person looks up: {@code --port}, {@code DPM_PORT}, {@code dpm.yaml line 4}
     */
    public record Origin(Source source, String place) {
    }

    private static final Settings EMPTY = new Settings(Map.of());

    private final Map<Option<?>, Setting> given;

    private Settings(Map<Option<?>, Setting> given) {
        this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    public static Settings none() {
        return EMPTY;
    }

    /** These settings with one more, or another value for one; {@link BadValue} where the text is none. */
    public Settings with(Option<?> option, String text, Origin origin) throws BadValue {
        Map<Option<?>, Setting> more = new LinkedHashMap<>(given);
        more.put(option, new Setting(text, option.parse(text), origin));
        return new Settings(more);
    }

    /** These, and whatever {@code weaker} says about options that these do not. */
    public Settings over(Settings weaker) {
        Map<Option<?>, Setting> all = new LinkedHashMap<>(weaker.given);
        all.putAll(given);
        return new Settings(all);
    }

    /** These with a text that is known to be a value; {@link IllegalStateException} where it is none. */
    Settings known(Option<?> option, String text, Origin origin) {
        try {
            return with(option, text, origin);
        } catch (BadValue e) {
            throw new IllegalStateException("a text known to be a value of " + option + " is none", e);
        }
    }

    /** Those of these that belong to the runner, or to targets. */
    public Settings only(Option.Scope scope) {
        Map<Option<?>, Setting> some = new LinkedHashMap<>(given);
        some.keySet().removeIf(option -> option.scope() != scope);
        return new Settings(some);
    }

    /** These without what they say about some options. */
    public Settings without(Collection<Option<?>> options) {
        Map<Option<?>, Setting> others = new LinkedHashMap<>(given);
        others.keySet().removeAll(options);
        return new Settings(others);
    }

    /** What was given for an option. */
    public Optional<Setting> given(Option<?> option) {
        return Optional.ofNullable(given.get(option));
    }

    /** Every given option, in the order given. */
    public Map<Option<?>, Setting> all() {
        return given;
    }

    /** The value in force: given, else the default. Empty where there is neither. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Option<T> option) {
        Setting setting = given.get(option);
        if (setting != null) {
            return Optional.of((T) setting.value());
        }
        return option.defaultText().map(text -> parseDefault(option, text));
    }

    /** The value in force of an option that has a default. */
    public <T> T get(Option<T> option) {
        return find(option).orElseThrow(() -> new IllegalStateException(option + " has no default and was not given"));
    }

    /** The text in force: as given, else the default's. */
    public Optional<String> text(Option<?> option) {
        return given(option).map(Setting::text).or(option::defaultText);
    }

    private static <T> T parseDefault(Option<T> option, String text) {
        try {
            return option.parse(text);
        } catch (BadValue e) {
            throw new IllegalStateException("the default of " + option + " is no value of it: " + text, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings that && given.equals(that.given);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }

    @Override
    public String toString() {
        return given.toString();
    }
}
