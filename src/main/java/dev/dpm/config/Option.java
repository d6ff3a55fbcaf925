package dev.dpm.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One option, declared once: command line, file keys, environment, help and documentation come from here.
 *
 * @param <T> what its text means
 */
public final class Option<T> {

    /** Turns a text into a value. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(String text) throws BadValue;
    }

    /** Whose property it is. */
    public enum Scope {
        RUNNER, TARGET
    }

    /** Where it may be written. */
    public enum Place {
        FLAG, FILE, ENVIRONMENT
    }

    /** What a changed value asks of a target that runs. */
    public enum Change {
        /** In force at once. */
        LIVE,
        /** In force with the next incarnation: a reload restarts the target. */
        RESTART
    }

    private final String name;
    private final Scope scope;
    private final String metavar;
    private final Optional<String> defaultText;
    private final Change change;
    private final Set<Place> places;
    private final String doc;
    private final Parser<T> parser;

    private Option(Builder<T> builder) {
        this.name = builder.name;
        this.scope = builder.scope;
        this.metavar = builder.metavar;
        this.defaultText = builder.defaultText;
        this.change = builder.change;
        this.places = Set.copyOf(builder.places);
        this.doc = builder.doc;
        this.parser = builder.parser;
    }

    /** The seed's spelling, without dashes: {@code cpu_threshold}. */
    public String name() {
        return name;
    }

    /** {@code --cpu_threshold}. */
    public String flag() {
        return "--" + name;
    }

    /** {@code --cpu-threshold}. */
    public String hyphenFlag() {
        return "--" + name.replace('_', '-');
    }

    /** {@code DPM_CPU_THRESHOLD}. */
    public String environmentName() {
        return "DPM_" + name.toUpperCase(Locale.ROOT);
    }

    public Scope scope() {
        return scope;
    }

    public String metavar() {
        return metavar;
    }

    /** The text of the default; empty where the default is worked out (its doc says how) or there is none. */
    public Optional<String> defaultText() {
        return defaultText;
    }

    public Change change() {
        return change;
    }

    /** Whether a target that runs can be given another value. */
    public boolean isChangedLive() {
        return scope == Scope.TARGET && change == Change.LIVE && isAllowedIn(Place.FILE);
    }

    public boolean isAllowedIn(Place place) {
        return places.contains(place);
    }

    /** One line for help and documentation. */
    public String doc() {
        return doc;
    }

    /** Reads a text; {@link BadValue} says what is allowed. */
    public T parse(String text) throws BadValue {
        return parser.parse(text);
    }

    @Override
    public String toString() {
        return flag();
    }

    static <T> Builder<T> target(String name, String metavar, Parser<T> parser) {
        return new Builder<>(name, Scope.TARGET, metavar, parser);
    }

    static <T> Builder<T> runner(String name, String metavar, Parser<T> parser) {
        return new Builder<>(name, Scope.RUNNER, metavar, parser);
    }

    /** Collects one declaration. */
    static final class Builder<T> {
        private final String name;
        private final Scope scope;
        private final String metavar;
        private final Parser<T> parser;
        private Optional<String> defaultText = Optional.empty();
        private Change change = Change.LIVE;
        private Set<Place> places = Set.of(Place.values());
        private String doc = "";

        private Builder(String name, Scope scope, String metavar, Parser<T> parser) {
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

        Option<T> doc(String text) {
            this.doc = text;
            return new Option<>(this);
        }
    }
}
