package dev.dpm.operator.inject;

import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * On which ports dpm-runner answers. All containers of a pod share them, and one that comes second finds its own taken.
 *
 * @param management health and metrics
 * @param name of that port, as Prometheus finds it
 * @param isConsoleMoved the console leaves its port to somebody else and takes any free one
 */
record Ports(int management, String name, boolean isConsoleMoved) {

    static final int CONSOLE = 9180;
    static final int MANAGEMENT = 9181;
    private static final String NAME = "dpm";

    /** Those that nobody in the pod has said to be its own. */
    static Ports in(PodSpec pod) throws Refusal {
        Set<Integer> taken = Obstacles.running(pod).flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getContainerPort).collect(Collectors.toSet());
        Set<String> names = Obstacles.running(pod).flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getName).filter(name -> name != null).collect(Collectors.toSet());
        boolean isHosts = Boolean.TRUE.equals(pod.getHostNetwork());
        if (isHosts && taken.contains(MANAGEMENT)) {
            throw new Refusal("the pod has hostNetwork and takes port " + MANAGEMENT + " itself, on which dpm-runner "
                    + "answers kubelet; give the application another port");
        }
        int management = MANAGEMENT;
        while (taken.contains(management)) {
            management++;
        }
        return new Ports(management, FreeNames.other(NAME, names), isHosts || taken.contains(CONSOLE));
    }

    boolean isManagementMoved() {
        return management != MANAGEMENT;
    }
}
