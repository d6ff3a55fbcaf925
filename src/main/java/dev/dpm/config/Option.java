package dev.dpm.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.dpm.config.value.BadValue;
import dev.dpm.config.value.Interpolation;

/**
 * An option, declared once for the command line, the configuration file, the environment, the help and the documentation.
 *
 * @param <T> the type of its value
 */
public final class Option<T> {

    @FunctionalInterface
    public interface Parser<T> {
        T parse(String text) throws BadValue;
    }

    public enum Scope {
        RUNNER, TARGET
    }

    public enum Place {
        FLAG, FILE, ENVIRONMENT
    }

    /** When a changed value takes effect on a running target. */
    public enum Change {
        /** The change takes effect at once, without a restart. */
        LIVE,
        /** The change takes effect at the next launch, so a reload restarts the target. */
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

    public String name() {
        return name;
    }

    public String flag() {
        return "--" + name;
    }

    public String hyphenFlag() {
        return "--" + name.replace('_', '-');
    }

    public String environmentName() {
        return "DPM_" + name.toUpperCase(Locale.ROOT);
    }

    public Scope scope() {
        return scope;
    }

    /**
     * Whether users may write the option for a target. If such an option belongs to the runner, its value is the default of
     * all targets.
     */
    public boolean isForTargets() {
        return scope == Scope.TARGET || isForTargetsToo;
    }

    public String metavar() {
        return metavar;
    }

    /** The default as text; empty: the option has none, or the runner computes it. */
    public Optional<String> defaultText() {
        return defaultText;
    }

    public Optional<T> defaultValue() {
        return defaultValue;
    }

    public Change change() {
        return change;
    }

    /** Whether the option may be given several times. {@link Settings#SEPARATOR} joins the texts. */
    public boolean isRepeatable() {
        return isRepeatable;
    }

    /** Whether the option has no value on the command line. */
    public boolean isSwitch() {
        return isSwitch;
    }

    public boolean isMapping() {
        return isMapping;
    }

    /** Whether the option's text is a command line for {@code /bin/sh}, which also replaces the variables in it. */
    public boolean isShellLine() {
        return isShellLine;
    }

    /**
     * Whether a text from a file contains variables or the placeholder {@code {instance}}, so that it cannot be parsed
     * before these are replaced.
     */
    public boolean isOpenIn(String text) {
        return !isShellLine && Interpolation.isIn(text) || Instances.isIn(text);
    }

    /**
     * The options of which at least one must be on for this option to have an effect; empty: this option always has an
     * effect.
     */
    public List<String> needs() {
        return needs;
    }

    /**
     * Whether a value switches this option on, unlike {@code off}, {@code false} and, for example, {@code alive} for the
     * option {@code ready}.
     */
    public boolean isOn(Object value) {
        return !value.equals(Optional.empty()) && !value.equals(false)
                && offTexts.stream().map(this::parseDeclared).noneMatch(value::equals);
    }

    /** Whether a new value of the option can take effect while the target runs. */
    public boolean isChangedLive() {
        return scope == Scope.TARGET && change == Change.LIVE && isAllowedIn(Place.FILE);
    }

    public boolean isAllowedIn(Place place) {
        return places.contains(place);
    }

    public String doc() {
        return doc;
    }

    /**
     * Parses a text as a value of this option.
     *
     * @throws BadValue the text is not allowed; the message says what is allowed
     */
    public T parse(String text) throws BadValue {
        return parser.parse(text);
    }

    @Override
    public String toString() {
        return flag();
    }

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

        Builder<T> forTargetsToo() {
            this.isForTargetsToo = true;
            return this;
        }

        Builder<T> needs(String... names) {
            this.needs = List.of(names);
            return this;
        }

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
