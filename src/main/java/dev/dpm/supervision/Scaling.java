package dev.dpm.supervision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.dpm.config.Instances;
import dev.dpm.config.Instances.Scale;
import dev.dpm.config.Options;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.TargetName;

/** Computes which instances of a target should exist after a user has set their number by {@code scale}. */
final class Scaling {

    private Scaling() {
    }

    private static boolean isOf(String family, TargetSpec spec) {
        return spec.instanceOf().equals(Optional.of(family));
    }

    /**
     * A sentence that says why a new target may not have its name; empty: it may. A target must not have the common name of
     * instances that belong to another target, since a command with this name would mean both.
     */
    static Optional<String> nameConflict(TargetSpec asked, Collection<SupervisedTarget> targets) {
        String name = asked.name().value();
        List<String> instances = targets.stream().filter(known -> isOf(name, known.spec) && !known.removing)
                .map(known -> known.name().value()).toList();
        if (!instances.isEmpty()) {
            return Optional.of(name + " is the common name of the instances " + String.join(", ", instances)
                    + ", nothing was changed: choose another --name, or change their number with `scale " + name
                    + " N`");
        }
        return asked.instanceOf().filter(family -> targets.stream()
                .anyMatch(known -> known.name().value().equals(family) && !known.removing))
                .map(family -> name + " cannot be started beside the target " + family + ", since " + family
                        + " would mean both, nothing was changed: `remove " + family
                        + "` first, or give the instances another name");
    }

    /** The instances to remove: those whose index, counted from 0, is at least {@code count}. */
    static List<SupervisedTarget> beyond(Collection<SupervisedTarget> targets, String family, int count) {
        return targets.stream().filter(known -> isOf(family, known.spec)
                && Instances.number(known.name().value()) >= count && !known.removing).toList();
    }

    /** The instances that stay: those whose index, counted from 0, is lower than {@code count}. */
    static List<SupervisedTarget> within(Collection<SupervisedTarget> targets, String family, int count) {
        return targets.stream().filter(known -> isOf(family, known.spec)
                && Instances.number(known.name().value()) < count && !known.removing).toList();
    }

    /**
     * A copy of the targets that a file declares, with the number of instances that a user has set by {@code scale}, where that
     * number still applies.
     */
    static List<TargetSpec> marked(List<TargetSpec> specs, Collection<SupervisedTarget> targets) {
        Map<String, Scale> ordered = ordered(targets);
        return ordered.isEmpty()
                ? specs
                : specs.stream().map(spec -> holding(spec, ordered)
                        .map(scale -> Instances.scaled(spec, scale.ordered())).orElse(spec)).toList();
    }

    /**
     * The targets to start from a configuration file. A number of instances that a user set by {@code scale} applies until the
     * file's number changes.
     */
    static List<TargetSpec> inForce(List<TargetSpec> specs, Collection<SupervisedTarget> targets) {
        Map<String, Scale> ordered = ordered(targets);
        if (ordered.isEmpty()) {
            return specs;
        }
        List<TargetSpec> wanted = new ArrayList<>(marked(specs, targets).stream()
                .filter(spec -> holding(spec, ordered)
                        .filter(scale -> Instances.number(spec.name().value()) >= scale.ordered()).isEmpty())
                .toList());
        Set<TargetName> named = wanted.stream().map(TargetSpec::name).collect(Collectors.toSet());
        Set<String> families = wanted.stream().filter(spec -> holding(spec, ordered).isPresent())
                .flatMap(spec -> spec.instanceOf().stream()).collect(Collectors.toSet());
        targets.stream().filter(known -> known.wanted && !named.contains(known.name())
                && known.spec.instanceOf().filter(families::contains).isPresent())
                .forEach(known -> wanted.add(known.spec));
        return wanted;
    }

    private static Map<String, Scale> ordered(Collection<SupervisedTarget> targets) {
        return Instances.ordered(targets.stream().map(known -> known.spec).toList());
    }

    private static Optional<Scale> holding(TargetSpec spec, Map<String, Scale> ordered) {
        int count = spec.settings().unchanged(Options.INSTANCES).find(Options.INSTANCES).orElse(0);
        return spec.instanceOf().map(ordered::get).filter(scale -> scale.written() == count);
    }
}
