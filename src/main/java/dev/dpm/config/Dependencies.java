package dev.dpm.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.dpm.process.TargetName;

/**
 * The dependencies of a target: the targets that must meet a condition before this one is launched.
 *
 * @param on each needed target with its condition, in the order written
 */
public record Dependencies(Map<TargetName, Condition> on) {

    /** No dependencies. */
    public static final Dependencies NONE = new Dependencies(Map.of());

    static final String ALLOWED = "names of targets, separated by commas, each alone or with :started, :healthy or "
            + ":completed, such as db:healthy,cache";

    public Dependencies {
        on = Collections.unmodifiableMap(new LinkedHashMap<>(on));
    }

    /** The conditions of a dependency; the words are those of docker compose. */
    public enum Condition {
        /** The target is RUNNING. */
        STARTED,
        /** The target is RUNNING, and its readiness or its checks say that it works. */
        HEALTHY,
        /** The target has ended with success. */
        COMPLETED;

        /** The condition's word in a file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isEmpty() {
        return on.isEmpty();
    }

    public Set<TargetName> names() {
        return on.keySet();
    }

    /** Parses a text that was accepted before; empty where the text is invalid. */
    public static Optional<Dependencies> of(String text) {
        try {
            return Optional.of(parse(text));
        } catch (BadValue e) {
            return Optional.empty();
        }
    }

    /** Reads {@code db:healthy,cache}: a name without a condition has to be started. */
    static Dependencies parse(String text) throws BadValue {
        Map<TargetName, Condition> on = new LinkedHashMap<>();
        for (String one : text.split(",", -1)) {
            String[] parts = one.strip().split(":", -1);
            if (parts.length > 2 || !TargetName.isValid(parts[0])) {
                throw new BadValue(ALLOWED);
            }
            Condition condition = parts.length == 1 ? Condition.STARTED : condition(parts[1].strip());
            if (on.put(new TargetName(parts[0]), condition) != null) {
                throw new BadValue(ALLOWED + ", each name once");
            }
        }
        return new Dependencies(on);
    }

    private static Condition condition(String word) throws BadValue {
        return Arrays.stream(Condition.values()).filter(known -> known.word().equals(word)).findFirst()
                .orElseThrow(() -> new BadValue(ALLOWED));
    }

    /** {@code db:healthy, cache:started}. */
    @Override
    public String toString() {
        return on.entrySet().stream().map(one -> one.getKey() + ":" + one.getValue().word())
                .collect(Collectors.joining(", "));
    }
}
