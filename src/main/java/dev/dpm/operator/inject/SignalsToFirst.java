package dev.dpm.operator.inject;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;

/**
 * Detects lifecycle hooks and probes of a container that send a signal to pid 1. In a pod with dpm-runner, the
 * containers share a process namespace, in which pid 1 belongs to the whole pod. The end of this process would end all
 * containers.
 */
final class SignalsToFirst {

    private static final Pattern KILL = Pattern
            .compile("(^|[\\s;&|(/])kill\\s+(-\\S+\\s+([A-Z0-9]+\\s+)?){0,9}1([\\s;&|)]|$)");

    private SignalsToFirst() {
    }

    static boolean sends(Container container) {
        Optional<Lifecycle> hooks = Optional.ofNullable(container.getLifecycle());
        return Stream.concat(
                Stream.of(hooks.map(Lifecycle::getPreStop), hooks.map(Lifecycle::getPostStart))
                        .flatMap(Optional::stream)
                        .map(LifecycleHandler::getExec),
                Stream.of(container.getLivenessProbe(), container.getReadinessProbe(), container.getStartupProbe())
                        .filter(Objects::nonNull).map(Probe::getExec))
                .filter(Objects::nonNull).map(ExecAction::getCommand).anyMatch(SignalsToFirst::kills);
    }

    private static boolean kills(List<String> command) {
        return KILL.matcher(String.join(" ", command)).find();
    }
}
