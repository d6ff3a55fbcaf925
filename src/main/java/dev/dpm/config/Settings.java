package dev.dpm.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.resolve.Resolver;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.NativeText;

/**
 * The values of options. An option that the user gave has a text, a value and an origin; every other option has its
 * default. Immutable.
 */
public final class Settings {

    /**
     * The character that separates the values of a repeatable option in one text: a control character, which no value
     * contains.
     */
    public static final String SEPARATOR = "\u001f";

    /**
     * One option to which the user gave a value.
     *
     * @param text the option's text as the user wrote it
     * @param value the parsed value of the option
     * @param origin the place where the user wrote the option
     */
    public record Setting(String text, Object value, Origin origin) {
    }

    /**
     * The kinds of places where a value can be written, in rising precedence; {@code Resolver} explains the precedence
     * for targets.
     */
    public enum Source {
        DEFAULT, ENVIRONMENT, FILE, FLAG,
        /**
         * A person changed the value while the target runs; the change overrides the configured value, see {@link
         * Settings#changed}.
         */
        CHANGE
    }

    /**
     * The place where a value was written.
     *
     * @param place the place where the option was written, in the words of the user, such as {@code --port}, {@code
     *     DPM_PORT}, {@code dpm.yaml line 4}
     */
    public record Origin(Source source, String place) {
    }

    private static final Settings EMPTY = new Settings(Map.of(), Map.of());

    private final Map<Option<?>, Setting> given;
    /**
     * The configured setting of each option that a person changed while the target runs; empty if the option had its
     * default.
     */
    private final Map<Option<?>, Optional<Setting>> replaced;

    private Settings(Map<Option<?>, Setting> given, Map<Option<?>, Optional<Setting>> replaced) {
        this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
        this.replaced = Collections.unmodifiableMap(new LinkedHashMap<>(replaced));
    }

    public static Settings none() {
        return EMPTY;
    }

    /**
     * A copy of these settings with another value for one option. Throws {@link BadValue} if the text is not allowed.
     */
    public Settings with(Option<?> option, String text, Origin origin) throws BadValue {
        Map<Option<?>, Setting> more = new LinkedHashMap<>(given);
        more.put(option, new Setting(text, option.parse(text), origin));
        return new Settings(more, replaced);
    }

    /**
     * A copy of these settings with a value of one option that a person changed while the target runs. The copy also
     * contains the configured value. Throws {@link BadValue} if the text is not allowed.
     *
     * @param by who made the change, in one word
     */
    public Settings changed(Option<?> option, String text, String by) throws BadValue {
        Map<Option<?>, Optional<Setting>> more = new LinkedHashMap<>(replaced);
        more.put(option, written().given(option));
        return new Settings(with(option, text, new Origin(Source.CHANGE, by)).given, more);
    }

    /** Whether a person changed the option's value while the target runs. */
    public boolean isChanged(Option<?> option) {
        return replaced.containsKey(option);
    }

    /** Whether the user wrote no value for an option, so that the option's default applies. */
    public boolean isDefault(Option<?> option) {
        return given(option).filter(setting -> setting.origin().source() != Source.DEFAULT).isEmpty();
    }

    /**
     * The configured setting of each option that a person changed while the target runs; empty if the option had its
     * default.
     */
    public Map<Option<?>, Optional<Setting>> replaced() {
        return replaced;
    }

    /**
     * A copy of these settings with the configured values only, without the changes that a person made while the target
     * runs.
     */
    public Settings written() {
        Settings all = this;
        for (Option<?> option : replaced.keySet()) {
            all = all.unchanged(option);
        }
        return all;
    }

    /**
     * A copy of these settings in which one option has its configured value again, without the change that a person
     * made while the target runs.
     */
    public Settings unchanged(Option<?> option) {
        if (!isChanged(option)) {
            return this;
        }
        Map<Option<?>, Setting> before = new LinkedHashMap<>(given);
        before.remove(option);
        replaced.get(option).ifPresent(setting -> before.put(option, setting));
        Map<Option<?>, Optional<Setting>> others = new LinkedHashMap<>(replaced);
        others.remove(option);
        return new Settings(before, others);
    }

    /**
     * A copy of these newly configured settings, in which the changes that persons made to earlier settings still
     * apply. Such a change is dropped if the configured value of its option has changed.
     */
    public Settings keepingChangesOf(Settings earlier) {
        Settings all = this;
        Settings before = earlier.written();
        for (Option<?> option : earlier.replaced.keySet()) {
            if (before.find(option).equals(find(option))) {
                all = all.withChange(option, earlier.given.get(option));
            }
        }
        return all;
    }

    private Settings withChange(Option<?> option, Setting change) {
        Map<Option<?>, Setting> more = new LinkedHashMap<>(given);
        more.put(option, change);
        Map<Option<?>, Optional<Setting>> over = new LinkedHashMap<>(replaced);
        over.put(option, given(option));
        return new Settings(more, over);
    }

    /** A copy of these settings in which each option without a value gets its value from {@code weaker}. */
    public Settings over(Settings weaker) {
        Map<Option<?>, Setting> all = new LinkedHashMap<>(weaker.given);
        all.putAll(given);
        return new Settings(all, replaced);
    }

    /**
     * A copy of these settings with another value for one option, for a text that the caller has already checked.
     * Throws {@link IllegalStateException} if the text is not allowed.
     */
    public Settings known(Option<?> option, String text, Origin origin) {
        try {
            return with(option, text, origin);
        } catch (BadValue e) {
            throw new IllegalStateException("a text known to be a value of " + option + " is none", e);
        }
    }

    /** A copy of these settings with only the options of the runner, or only those of targets. */
    public Settings only(Option.Scope scope) {
        Map<Option<?>, Setting> some = new LinkedHashMap<>(given);
        some.keySet().removeIf(option -> option.scope() != scope);
        return new Settings(some, Map.of());
    }

    /** A copy of these settings without the given options. */
    public Settings without(Collection<Option<?>> options) {
        Map<Option<?>, Setting> others = new LinkedHashMap<>(given);
        others.keySet().removeAll(options);
        return new Settings(others, Map.of());
    }

    /** The setting that the user gave for an option; empty if the option has its default. */
    public Optional<Setting> given(Option<?> option) {
        return Optional.ofNullable(given.get(option));
    }

    /** All settings that the user gave, in the order in which they were given. */
    public Map<Option<?>, Setting> all() {
        return given;
    }

    /**
     * The value of an option that is in force: the value that the user gave, or else the default; empty if the option
     * has neither.
     */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Option<T> option) {
        Setting setting = given.get(option);
        if (setting != null) {
            return Optional.of((T) setting.value());
        }
        return option.defaultValue();
    }

    /**
     * The value in force of an option that has a default; throws {@link IllegalStateException} for an option without a
     * default.
     */
    public <T> T get(Option<T> option) {
        return find(option).orElseThrow(() -> new IllegalStateException(option + " has no default and was not given"));
    }

    /**
     * The text of an option that is in force: the text that the user gave, or else the text of the default; empty if
     * the option has neither.
     */
    public Optional<String> text(Option<?> option) {
        return given(option).map(Setting::text).or(option::defaultText);
    }

    /**
     * The text of an option that is in force, with secrets masked: of variables only the names remain, and of checks
     * only the address or the program. A default contains no secret and is not searched for one, since most options of
     * most targets have their default and a search takes microseconds.
     */
    public Optional<String> shown(Option<?> option) {
        if (option == Options.ENV) {
            return find(Options.ENV).map(env -> NativeText.shown(String.join(" ", env.keySet())));
        }
        return given(option).map(setting -> Secrets.mask(option.name(), readable(setting.text())))
                .or(() -> option.defaultText().map(Settings::readable));
    }

    private static String readable(String text) {
        return text.replace(SEPARATOR, " ");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings that && given.equals(that.given) && replaced.equals(that.replaced);
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
