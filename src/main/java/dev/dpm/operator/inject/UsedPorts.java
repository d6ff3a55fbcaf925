package dev.dpm.operator.inject;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;

/**
 * Finds the ports on which the programs of a pod listen. Containers need not declare their ports, so the ports of their
 * probes are found too.
 */
final class UsedPorts {

    /** The beginning of the paths on which dpm-runner itself answers probes. */
    private static final String OURS = "/q/health";

    private UsedPorts() {
    }

    /** The ports that containers of the pod declare, and the ports to which their probes connect by number. */
    static Set<Integer> of(PodSpec pod) {
        return Obstacles.running(pod).flatMap(container -> Stream.concat(declared(container), asked(container)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<Integer> declared(Container container) {
        return container.getPorts().stream().map(ContainerPort::getContainerPort).filter(Objects::nonNull);
    }

    private static Stream<Integer> asked(Container container) {
        return Stream.of(container.getLivenessProbe(), container.getReadinessProbe(), container.getStartupProbe())
                .filter(Objects::nonNull).flatMap(probe -> port(probe).stream());
    }

    private static Optional<Integer> port(Probe probe) {
        return Optional.ofNullable(probe.getHttpGet()).filter(http -> !asksUs(http)).map(HTTPGetAction::getPort)
                .or(() -> Optional.ofNullable(probe.getTcpSocket()).map(TCPSocketAction::getPort))
                .map(IntOrString::getIntVal)
                .or(() -> Optional.ofNullable(probe.getGrpc()).map(GRPCAction::getPort));
    }

    private static boolean asksUs(HTTPGetAction http) {
        return http.getPath() != null && http.getPath().startsWith(OURS);
    }
}
