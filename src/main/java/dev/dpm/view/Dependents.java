package dev.dpm.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.config.Options;
import dev.dpm.config.value.Dependencies;
import dev.dpm.config.value.Dependencies.DependencyGraph;
import dev.dpm.process.TargetName;

/** Finds the targets that depend on another target, and the targets that another target depends on. */
public final class Dependents {

    private Dependents() {
    }

    /**
     * The targets that must be stopped before a target, in the order of their stops.
     * @param name the name of the target that is to be stopped
     */
    public static List<String> of(String name, StatusView status) {
        Map<String, TargetView> targets = new HashMap<>();
        status.targets().forEach(target -> targets.put(target.name(), target));
        return names(graph(status).allNeededBy(new TargetName(name))).filter(other -> !targets.get(other).state()
                .isAtRest()).toList();
    }

    /** The direct and indirect dependencies of a target. Each one comes after its own dependencies. */
    public static List<String> dependencies(String name, StatusView status) {
        return names(graph(status).allNeeds(new TargetName(name))).toList();
    }

    private static Stream<String> names(List<TargetName> some) {
        return some.stream().map(TargetName::value);
    }

    private static DependencyGraph graph(StatusView status) {
        Map<TargetName, Dependencies> needs = new HashMap<>();
        status.targets().forEach(target -> needs.put(new TargetName(target.name()), needs(target)));
        return DependencyGraph.of(needs);
    }

    private static Dependencies needs(TargetView target) {
        Optional<String> written = target.configuration().stream()
                .filter(setting -> setting.option().equals(Options.DEPENDS_ON.name()))
                .map(TargetView.SettingView::value).findFirst();
        return written.flatMap(Dependencies::of).orElse(Dependencies.NONE);
    }
}
