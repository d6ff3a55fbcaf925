package dev.dpm.event;

import java.util.Comparator;
import java.util.Optional;

import dev.dpm.process.TargetName;

/**
 * A component of the runner that an event is about.
 * @param target the target for which the component works; empty: it works for all targets
 */
public record AffectedComponent(Component component,
        Optional<TargetName> target) implements Comparable<AffectedComponent> {

    private static final Comparator<AffectedComponent> ORDER = Comparator.comparing(AffectedComponent::words);

    public static AffectedComponent of(Component component) {
        return new AffectedComponent(component, Optional.empty());
    }

    public static AffectedComponent of(Component component, TargetName target) {
        return new AffectedComponent(component, Optional.of(target));
    }

    public String words() {
        return component.word() + target.map(name -> " " + name).orElse("");
    }

    /** Whether the target's settings need something that this machine lacks. The runner itself then has no fault. */
    public boolean isOfTargetsOwn() {
        return component == Component.LIMITS_OF && target.isPresent();
    }

    public boolean isFor(TargetName name) {
        return target.filter(name::equals).isPresent();
    }

    @Override
    public int compareTo(AffectedComponent other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return words();
    }
}
