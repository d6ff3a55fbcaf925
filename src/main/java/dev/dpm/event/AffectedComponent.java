package dev.dpm.event;

import java.util.Comparator;
import java.util.Optional;

import dev.dpm.process.TargetName;

/**
 * A component of the runner, as {@code status} and the journal name it, with the target that it works for.
 *
 * @param component the component
 * @param target the target for which the component works; empty if the component works for all targets
 */
public record AffectedComponent(Component component,
        Optional<TargetName> target) implements Comparable<AffectedComponent> {

    private static final Comparator<AffectedComponent> ORDER = Comparator.comparing(AffectedComponent::words);

    public static AffectedComponent of(Component component) {
        return new AffectedComponent(component, Optional.empty());
    }

    /** A component that works for one target. */
    public static AffectedComponent of(Component component, TargetName target) {
        return new AffectedComponent(component, Optional.of(target));
    }

    /** The component in words: {@code state}, {@code signals to web}. */
    public String words() {
        return component.word() + target.map(name -> " " + name).orElse("");
    }

    /**
     * Whether the component failed because the target's settings demand something that this machine does not offer. In
     * this case the runner itself has no fault.
     */
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
