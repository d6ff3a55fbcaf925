package dev.dpm.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.Options;
import dev.dpm.config.value.Dependencies;
import dev.dpm.config.value.Dependencies.DependencyGraph;
import dev.dpm.process.TargetName;

/** Finds the running targets that the runner must stop before another target, because they depend on that target. */
public final class Dependents {

    private Dependents() {
    }

    /**
     * The names of the targets that must be stopped before a target, in the order in which the runner stops them.
     *
     * @param name the name of the target that is to be stopped
     */
    public static List<String> of(String name, StatusView status) {
        Map<TargetName, Dependencies> needs = new HashMap<>();
        Map<TargetName, TargetView> targets = new HashMap<>();
        for (TargetView target : status.targets()) {
            TargetName key = new TargetName(target.name());
            targets.put(key, target);
            needs.put(key, needs(target));
        }
        return DependencyGraph.of(needs).allNeededBy(new TargetName(name)).stream()
                .filter(other -> !targets.get(other).state().isAtRest()).map(TargetName::value).toList();
    }

    private static Dependencies needs(TargetView target) {
        Optional<String> written = target.configuration().stream()
                .filter(setting -> setting.option().equals(Options.DEPENDS_ON.name()))
                .map(TargetView.SettingView::value).findFirst();
        return written.flatMap(Dependencies::of).orElse(Dependencies.NONE);
    }
}
