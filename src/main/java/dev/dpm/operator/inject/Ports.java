package dev.dpm.operator.inject;

import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * The ports that dpm-runner uses in a pod. All containers of a pod share its network, so these ports must be free in
 * the whole pod.
 *
 * @param management the port for health and metrics
 * @param name the name of that port
 * @param isConsoleMoved whether dpm-runner's console cannot have the port {@link #CONSOLE}, since a container of the
 *     pod uses it or the pod has hostNetwork
 * @param fleet the port on which dpm-runner answers the operator
 * @param fleetName the name of that port
 */
record Ports(int management, String name, boolean isConsoleMoved, int fleet, String fleetName) {

    static final int CONSOLE = 9180;
    static final int MANAGEMENT = 9181;
    /**
     * The default port on which dpm-runner answers the operator. It is not 9443, since applications use 9443 without
     * declaring it.
     */
    static final int FLEET = 9182;
    private static final String NAME = "dpm";
    private static final String FLEET_NAME = "dpm-fleet";

    /** Chooses ports for dpm-runner that no container of the pod declares, and to which no probe connects. */
    static Ports in(PodSpec pod) throws Refusal {
        Set<Integer> taken = UsedPorts.of(pod);
        Set<String> names = Obstacles.running(pod).flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getName).filter(name -> name != null).collect(Collectors.toSet());
        boolean isHosts = Boolean.TRUE.equals(pod.getHostNetwork());
        if (isHosts && taken.contains(MANAGEMENT)) {
            throw new Refusal("the pod has hostNetwork and takes port " + MANAGEMENT + " itself, on which dpm-runner "
                    + "answers kubelet; give the application another port");
        }
        int management = free(MANAGEMENT, taken);
        taken.add(management);
        return new Ports(management, FreeNames.other(NAME, names), isHosts || taken.contains(CONSOLE),
                free(FLEET, taken), FreeNames.other(FLEET_NAME, names));
    }

    private static int free(int first, Set<Integer> taken) {
        int free = first;
        while (taken.contains(free)) {
            free++;
        }
        return free;
    }

    boolean isManagementMoved() {
        return management != MANAGEMENT;
    }
}
