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
 * The values of options. A given option has its text, value and origin; every other option has its default. Immutable.
 */
public final class Settings {

    /** Separates the values of a repeatable option in one text: a control character that no value contains. */
    public static final String SEPARATOR = "\u001f";

    /**
     * One given option.
     *
     * @param text the text as written
     * @param value the parsed value, of the option's type
     * @param origin the place where the option was written
     */
    public record Setting(String text, Object value, Origin origin) {
    }

    /** The kinds of places where a value is written, in rising precedence; for targets see {@code Resolver}. */
    public enum Source {
        DEFAULT, ENVIRONMENT, FILE, FLAG,
        /** Set by a person while the target runs; overrides the configured value, see {@link Settings#changed}. */
        CHANGE
    }

    /**
     * The place where a value was written.
     *
     * @param place the place in the words of the user: {@code --port}, {@code DPM_PORT}, {@code dpm.yaml line 4}
     */
    public record Origin(Source source, String place) {
    }

    private static final Settings EMPTY = new Settings(Map.of(), Map.of());

    private final Map<Option<?>, Setting> given;
    /** The configured setting that each live change overrides; empty: the change overrides the default. */
    private final Map<Option<?>, Optional<Setting>> replaced;

    private Settings(Map<Option<?>, Setting> given, Map<Option<?>, Optional<Setting>> replaced) {
        this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
        this.replaced = Collections.unmodifiableMap(new LinkedHashMap<>(replaced));
    }

    public static Settings none() {
        return EMPTY;
    }

    /**
     * A copy of these settings in which one option has another value; throws {@link BadValue} where the text is no
     * valid value.
     */
    public Settings with(Option<?> option, String text, Origin origin) throws BadValue {
        Map<Option<?>, Setting> more = new LinkedHashMap<>(given);
        more.put(option, new Setting(text, option.parse(text), origin));
        return new Settings(more, replaced);
    }

    /**
     * A copy of these settings with a live change of one option. The copy remembers the configured value. Throws {@link
     * BadValue} where the text is no valid value.
     *
     * @param by the author of the change, a word
     */
    public Settings changed(Option<?> option, String text, String by) throws BadValue {
        Map<Option<?>, Optional<Setting>> more = new LinkedHashMap<>(replaced);
        more.put(option, written().given(option));
        return new Settings(with(option, text, new Origin(Source.CHANGE, by)).given, more);
    }

    /** Whether an option is changed live. */
    public boolean isChanged(Option<?> option) {
        return replaced.containsKey(option);
    }

    /** Whether no value was written for an option, so that the default applies. */
    public boolean isDefault(Option<?> option) {
        return given(option).filter(setting -> setting.origin().source() != Source.DEFAULT).isEmpty();
    }

    /** Every option with a live change, and its configured setting; empty: the default. */
    public Map<Option<?>, Optional<Setting>> replaced() {
        return replaced;
    }

    /** These settings as configured, without live changes. */
    public Settings written() {
        Settings all = this;
        for (Option<?> option : replaced.keySet()) {
            all = all.unchanged(option);
        }
        return all;
    }

    /** These settings without the live change of one option. */
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
     * A copy of these newly configured settings with the live changes of earlier settings. A change is kept where the
     * configured value of its option is still the same.
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

    /** These settings, completed by {@code weaker} for options that are not given here. */
    public Settings over(Settings weaker) {
        Map<Option<?>, Setting> all = new LinkedHashMap<>(weaker.given);
        all.putAll(given);
        return new Settings(all, replaced);
    }

    /**
     * A copy of these settings with a text that is known to be valid; throws {@link IllegalStateException} where the
     * text is not.
     */
    public Settings known(Option<?> option, String text, Origin origin) {
        try {
            return with(option, text, origin);
        } catch (BadValue e) {
            throw new IllegalStateException("a text known to be a value of " + option + " is none", e);
        }
    }

    /** A copy with only the settings of one scope: those of the runner, or those of targets. */
    public Settings only(Option.Scope scope) {
        Map<Option<?>, Setting> some = new LinkedHashMap<>(given);
        some.keySet().removeIf(option -> option.scope() != scope);
        return new Settings(some, Map.of());
    }

    /** These settings without some options. */
    public Settings without(Collection<Option<?>> options) {
        Map<Option<?>, Setting> others = new LinkedHashMap<>(given);
        others.keySet().removeAll(options);
        return new Settings(others, Map.of());
    }

    /** The setting given for an option. */
    public Optional<Setting> given(Option<?> option) {
        return Optional.ofNullable(given.get(option));
    }

    /** All given settings, in the order given. */
    public Map<Option<?>, Setting> all() {
        return given;
    }

    /** The value in force: the given value, or else the default. Empty where the option has neither. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Option<T> option) {
        Setting setting = given.get(option);
        if (setting != null) {
            return Optional.of((T) setting.value());
        }
        return option.defaultValue();
    }

    /** The value in force of an option that has a default. */
    public <T> T get(Option<T> option) {
        return find(option).orElseThrow(() -> new IllegalStateException(option + " has no default and was not given"));
    }

    /** The text in force: the given text, or else the text of the default. */
    public Optional<String> text(Option<?> option) {
        return given(option).map(Setting::text).or(option::defaultText);
    }

    /**
     * The text in force without secrets: variables without their values, checks with only the address or the program.
     */
    public Optional<String> shown(Option<?> option) {
        return option == Options.ENV
                ? find(Options.ENV).map(env -> NativeText.shown(String.join(" ", env.keySet())))
                : text(option).map(text -> Secrets.mask(option.name(), text.replace(SEPARATOR, " ")));
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
