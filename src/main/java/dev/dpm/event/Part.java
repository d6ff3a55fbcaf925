package dev.dpm.event;

import java.util.Comparator;
import java.util.Optional;

import dev.dpm.process.TargetName;

/**
 * A part of the runner's own work that may fail, named as {@code status} and the journal name it.
 *
 * @param target on whose behalf; empty: it is for all
 */
public record Part(Component component, Optional<TargetName> target) implements Comparable<Part> {

    private static final Comparator<Part> ORDER = Comparator.comparing(Part::words);

    public static Part of(Component component) {
        return new Part(component, Optional.empty());
    }

    /** Work for one target. */
    public static Part of(Component component, TargetName target) {
        return new Part(component, Optional.of(target));
    }

    /** {@code state}, {@code signals to web}. */
    public String words() {
        return component.word() + target.map(name -> " " + name).orElse("");
    }

    public boolean isFor(TargetName name) {
        return target.filter(name::equals).isPresent();
    }

    @Override
    public int compareTo(Part other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return words();
    }
}
