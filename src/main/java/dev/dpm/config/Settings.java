package dev.dpm.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.value.BadValue;
import dev.dpm.process.NativeText;

/** The values of options: those that the user has set, and defaults. Immutable. */
public final class Settings {

    /** Separates the values of a repeated option. No value contains this control character. */
    public static final String SEPARATOR = "\u001f";

    /**
     * An option that the user has set.
     *
     * @param text the value as the user wrote it
     * @param value the parsed value
     * @param origin where the user wrote the value
     */
    public record Setting(String text, Object value, Origin origin) {
    }

    /** Where the value of an option can be written, in rising order of precedence. */
    public enum Source {
        DEFAULT, ENVIRONMENT, FILE, FLAG,
        /** A change of a running target, which overrides the configured value, see {@link Settings#changed}. */
        CHANGE
    }

    public record Origin(Source source, String place) {
    }

    private static final Settings EMPTY = new Settings(Map.of(), Map.of());

    private final Map<Option<?>, Setting> given;
    private final Map<Option<?>, Optional<Setting>> replaced;

    private Settings(Map<Option<?>, Setting> given, Map<Option<?>, Optional<Setting>> replaced) {
        this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
        this.replaced = Collections.unmodifiableMap(new LinkedHashMap<>(replaced));
    }

    public static Settings none() {
        return EMPTY;
    }

    public Settings with(Option<?> option, String text, Origin origin) throws BadValue {
        Map<Option<?>, Setting> more = new LinkedHashMap<>(given);
        more.put(option, new Setting(text, option.parse(text), origin));
        return new Settings(more, replaced);
    }

    /**
     * A copy with a value that a person has given to an option while the target runs. The copy contains the configured
     * value, too.
     *
     * @param by who made the change, in one word
     * @throws BadValue the text is not allowed
     */
    public Settings changed(Option<?> option, String text, String by) throws BadValue {
        Map<Option<?>, Optional<Setting>> more = new LinkedHashMap<>(replaced);
        more.put(option, written().given(option));
        return new Settings(with(option, text, new Origin(Source.CHANGE, by)).given, more);
    }

    public boolean isChanged(Option<?> option) {
        return replaced.containsKey(option);
    }

    public boolean isDefault(Option<?> option) {
        return given(option).filter(setting -> setting.origin().source() != Source.DEFAULT).isEmpty();
    }

    /**
     * The configured setting of each option that a person has changed while the target runs; empty: the option had its
     * default.
     */
    public Map<Option<?>, Optional<Setting>> replaced() {
        return replaced;
    }

    public Settings written() {
        Settings all = this;
        for (Option<?> option : replaced.keySet()) {
            all = all.unchanged(option);
        }
        return all;
    }

    /** A copy in which this option has its configured value again. */
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
     * A copy with the changes that persons made to the earlier settings. The change of an option is dropped where the
     * option's configured value differs from the earlier one.
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

    /** A copy in which the options that are missing here have the values of {@code weaker}. */
    public Settings over(Settings weaker) {
        Map<Option<?>, Setting> all = new LinkedHashMap<>(weaker.given);
        all.putAll(given);
        return new Settings(all, replaced);
    }

    /**
     * A copy in which this option has this text, which must be an allowed one.
     *
     * @throws IllegalStateException the text is not allowed
     */
    public Settings known(Option<?> option, String text, Origin origin) {
        try {
            return with(option, text, origin);
        } catch (BadValue e) {
            throw new IllegalStateException("a text known to be a value of " + option + " is none", e);
        }
    }

    public Settings only(Option.Scope scope) {
        Map<Option<?>, Setting> some = new LinkedHashMap<>(given);
        some.keySet().removeIf(option -> option.scope() != scope);
        return new Settings(some, Map.of());
    }

    public Settings without(Collection<Option<?>> options) {
        Map<Option<?>, Setting> others = new LinkedHashMap<>(given);
        others.keySet().removeAll(options);
        return new Settings(others, Map.of());
    }

    /** What the user has set for this option; empty: the default applies. */
    public Optional<Setting> given(Option<?> option) {
        return Optional.ofNullable(given.get(option));
    }

    public Map<Option<?>, Setting> all() {
        return given;
    }

    /** The option's value: that of the user, or else the default; empty: neither exists. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Option<T> option) {
        Setting setting = given.get(option);
        if (setting != null) {
            return Optional.of((T) setting.value());
        }
        return option.defaultValue();
    }

    /**
     * The option's value: that of the user, or else the default.
     *
     * @throws IllegalStateException the option has neither a value nor a default
     */
    public <T> T get(Option<T> option) {
        return find(option).orElseThrow(() -> new IllegalStateException(option + " has no default and was not given"));
    }

    /** The option's text: that of the user, or else that of the default. */
    public Optional<String> text(Option<?> option) {
        return given(option).map(Setting::text).or(option::defaultText);
    }

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
