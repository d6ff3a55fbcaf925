package dev.dpm.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.dpm.config.value.BadValue;
import dev.dpm.config.value.Interpolation;

/**
 * One option, declared once. Command line, file keys, environment variables, help and documentation all use the
 * declaration.
 *
 * @param <T> the type of its value
 */
public final class Option<T> {

    /** Turns a text that a user wrote for an option into the option's value. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(String text) throws BadValue;
    }

    /** Whether an option is about the runner or about a target. */
    public enum Scope {
        RUNNER, TARGET
    }

    /** The places in which a user may write an option. */
    public enum Place {
        FLAG, FILE, ENVIRONMENT
    }

    /** When a changed value of an option takes effect on a running target. */
    public enum Change {
        /** The target gets the new value at once, without a restart. */
        LIVE,
        /** The new value takes effect when the runner next launches the target, so a reload restarts the target. */
        RESTART
    }

    private final String name;
    private final Scope scope;
    private final String metavar;
    private final Optional<String> defaultText;
    private final Optional<T> defaultValue;
    private final Change change;
    private final Set<Place> places;
    private final boolean isRepeatable;
    private final boolean isSwitch;
    private final boolean isMapping;
    private final boolean isShellLine;
    private final boolean isForTargetsToo;
    private final List<String> needs;
    private final Set<String> offTexts;
    private final String doc;
    private final Parser<T> parser;

    private Option(Builder<T> builder) {
        this.name = builder.name;
        this.scope = builder.scope;
        this.metavar = builder.metavar;
        this.defaultText = builder.defaultText;
        this.change = builder.change;
        this.places = Set.copyOf(builder.places);
        this.isRepeatable = builder.isRepeatable;
        this.isSwitch = builder.isSwitch;
        this.isMapping = builder.isMapping;
        this.isShellLine = builder.isShellLine;
        this.isForTargetsToo = builder.isForTargetsToo;
        this.needs = List.copyOf(builder.needs);
        this.offTexts = Set.copyOf(builder.offTexts);
        this.doc = builder.doc;
        this.parser = builder.parser;
        this.defaultValue = defaultText.map(this::parseDeclared);
    }

    private T parseDeclared(String text) {
        try {
            return parser.parse(text);
        } catch (BadValue e) {
            throw new IllegalStateException(text + ", declared for " + this + ", is no value of it", e);
        }
    }

    /** The option's name with underscores and without dashes, such as {@code cpu_threshold}. */
    public String name() {
        return name;
    }

    /** The option's flag on the command line, such as {@code --cpu_threshold}. */
    public String flag() {
        return "--" + name;
    }

    /** The option's flag with hyphens instead of underscores, such as {@code --cpu-threshold}. */
    public String hyphenFlag() {
        return "--" + name.replace('_', '-');
    }

    /** The environment variable that sets the option, such as {@code DPM_CPU_THRESHOLD}. */
    public String environmentName() {
        return "DPM_" + name.toUpperCase(Locale.ROOT);
    }

    public Scope scope() {
        return scope;
    }

    /**
     * Whether the option may be written for a target (in a file: under {@code defaults} and under a target's name). If
     * a runner option may also be written for a target, its value at the top level of the file is the default for all
     * targets.
     */
    public boolean isForTargets() {
        return scope == Scope.TARGET || isForTargetsToo;
    }

    public String metavar() {
        return metavar;
    }

    /**
     * The text of the option's default; empty if the option has no default, or if the runner computes the default (then
     * the option's doc says how).
     */
    public Optional<String> defaultText() {
        return defaultText;
    }

    /** The value of the option's default; empty if the option has no default text. */
    public Optional<T> defaultValue() {
        return defaultValue;
    }

    public Change change() {
        return change;
    }

    /** Whether the user may write the option several times. {@link Settings#SEPARATOR} then joins the texts. */
    public boolean isRepeatable() {
        return isRepeatable;
    }

    /** Whether the option is switched on by its flag alone, without a value. */
    public boolean isSwitch() {
        return isSwitch;
    }

    /**
     * Whether the option's value consists of pairs K=V, which are a mapping in a YAML file. If such an option is set in
     * two places, the pairs are merged: the place with higher precedence overrides only the pairs with the same key.
     */
    public boolean isMapping() {
        return isMapping;
    }

    /**
     * Whether {@code /bin/sh} runs the option's text. The shell then replaces variables in the text, and the runner
     * does not.
     */
    public boolean isShellLine() {
        return isShellLine;
    }

    /**
     * Whether a text in a file still contains variables or the placeholder for an instance's number, so that its value
     * cannot be computed yet.
     */
    public boolean isOpenIn(String text) {
        return !isShellLine && Interpolation.isIn(text) || Instances.isIn(text);
    }

    /**
     * The names of the options of which at least one must be on (see {@link #isOn}); otherwise this option has no
     * effect. Empty if the option always has an effect.
     */
    public List<String> needs() {
        return needs;
    }

    /**
     * Whether a value of this option switches something on. These values switch nothing on: an empty value (such as
     * {@code off}), {@code false}, and the values that the option's declaration lists as off, such as {@code ready:
     * alive}.
     */
    public boolean isOn(Object value) {
        return !value.equals(Optional.empty()) && !value.equals(false)
                && offTexts.stream().map(this::parseDeclared).noneMatch(value::equals);
    }

    /** Whether the user can change the option's value while a target runs. */
    public boolean isChangedLive() {
        return scope == Scope.TARGET && change == Change.LIVE && isAllowedIn(Place.FILE);
    }

    public boolean isAllowedIn(Place place) {
        return places.contains(place);
    }

    /** The description of the option in one line, for help and documentation. */
    public String doc() {
        return doc;
    }

    /** Parses a text that a user wrote for this option. Throws a {@link BadValue} that says what is allowed. */
    public T parse(String text) throws BadValue {
        return parser.parse(text);
    }

    @Override
    public String toString() {
        return flag();
    }

    /**
     * Builds the declaration of one option; {@link #doc} completes the declaration and adds the option to the list of
     * all options.
     */
    static final class Builder<T> {
        private final List<Option<?>> all;
        private final String name;
        private final Scope scope;
        private final String metavar;
        private final Parser<T> parser;
        private Optional<String> defaultText = Optional.empty();
        private Change change = Change.LIVE;
        private Set<Place> places = Set.of(Place.values());
        private boolean isRepeatable;
        private boolean isSwitch;
        private boolean isMapping;
        private boolean isShellLine;
        private boolean isForTargetsToo;
        private List<String> needs = List.of();
        private List<String> offTexts = List.of();
        private String doc = "";

        Builder(List<Option<?>> all, String name, Scope scope, String metavar, Parser<T> parser) {
            this.all = all;
            this.name = name;
            this.scope = scope;
            this.metavar = metavar;
            this.parser = parser;
        }

        Builder<T> defaults(String text) {
            this.defaultText = Optional.of(text);
            return this;
        }

        Builder<T> needsRestart() {
            this.change = Change.RESTART;
            return this;
        }

        Builder<T> onlyIn(Place... allowed) {
            this.places = Set.of(allowed);
            return this;
        }

        Builder<T> repeatable() {
            this.isRepeatable = true;
            return this;
        }

        Builder<T> asMapping() {
            this.isMapping = true;
            return repeatable();
        }

        Builder<T> asShellLine() {
            this.isShellLine = true;
            return this;
        }

        /** Declares that an option of the runner may also be written for a single target in a file. */
        Builder<T> forTargetsToo() {
            this.isForTargetsToo = true;
            return this;
        }

        /**
         * Declares that the option has no effect unless one of these options is on. The options with these names may be
         * declared later.
         */
        Builder<T> needs(String... names) {
            this.needs = List.of(names);
            return this;
        }

        /** Declares values of the option that switch nothing on, beside {@code off} and {@code false}. */
        Builder<T> offAt(String... texts) {
            this.offTexts = List.of(texts);
            return this;
        }

        Builder<T> asSwitch() {
            this.isSwitch = true;
            return this;
        }

        Option<T> doc(String text) {
            this.doc = text;
            Option<T> option = new Option<>(this);
            all.add(option);
            return option;
        }
    }
}
