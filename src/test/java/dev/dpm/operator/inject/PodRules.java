package dev.dpm.operator.inject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;

/**
 * The rules by which an API server from 1.29 on validates a pod, as far as an injection can break them: ValidatePodSpec of
 * pkg/apis/core/validation and KEP-753 (sidecar containers). Before 1.34 only init containers have a restartPolicy, and
 * only Always.
 */
final class PodRules {

    private static final int LONGEST_PORT_NAME = 15;
    private static final int HIGHEST_PORT = 65_535;
    private static final String ALWAYS = "Always";

    private final PodSpec pod;
    private final List<String> faults = new ArrayList<>();

    private PodRules(PodSpec pod) {
        this.pod = pod;
    }

    /** A sentence for each rule that a pod breaks. */
    static List<String> broken(PodSpec pod) {
        PodRules rules = new PodRules(pod);
        rules.names();
        pod.getInitContainers().forEach(each -> rules.initContainer(each));
        pod.getContainers().forEach(each -> rules.check(each.getRestartPolicy() == null, each,
                "a container outside initContainers has a restartPolicy"));
        Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()).forEach(rules::container);
        return rules.faults;
    }

    /**
     * Whether a pod of a Job ends when the containers that were there before have ended: a container of the pod's own
     * list would keep it running, and an init container without restartPolicy would keep it from beginning.
     */
    static boolean completesWith(PodSpec pod, Set<String> before) {
        return pod.getContainers().stream().map(Container::getName).collect(Collectors.toSet()).equals(before)
                && pod.getInitContainers().stream().filter(each -> PodMetadata.CONTAINER.equals(each.getName()))
                        .allMatch(each -> ALWAYS.equals(each.getRestartPolicy()));
    }

    private void check(boolean holds, Container container, String fault) {
        if (!holds) {
            faults.add(container.getName() + ": " + fault);
        }
    }

    private void names() {
        Set<String> seen = new HashSet<>();
        Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()).forEach(each -> check(
                seen.add(each.getName()), each, "the name occurs twice"));
        Set<String> volumes = new HashSet<>();
        pod.getVolumes().stream().map(Volume::getName).filter(name -> !volumes.add(name))
                .forEach(name -> faults.add("volume " + name + " occurs twice"));
    }

    private void initContainer(Container each) {
        if (each.getRestartPolicy() == null) {
            check(each.getLivenessProbe() == null && each.getReadinessProbe() == null && each.getStartupProbe() == null
                    && each.getLifecycle() == null, each, "an init container that ends has a probe or a hook");
        } else {
            check(ALWAYS.equals(each.getRestartPolicy()), each, "the restartPolicy is not Always");
        }
    }

    private void container(Container each) {
        ports(each);
        probe(each, each.getLivenessProbe(), true);
        probe(each, each.getStartupProbe(), true);
        probe(each, each.getReadinessProbe(), false);
        Set<String> volumes = pod.getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
        Set<String> paths = new HashSet<>();
        for (VolumeMount mount : each.getVolumeMounts()) {
            check(volumes.contains(mount.getName()), each, "it mounts no volume of the pod");
            check(paths.add(mount.getMountPath()), each, "a path is mounted twice");
        }
        resources(each);
        each.getEnv().forEach(variable -> variable(each, variable));
    }

    private void ports(Container each) {
        Set<String> names = new HashSet<>();
        for (ContainerPort port : each.getPorts()) {
            String name = port.getName();
            check(name == null || name.length() <= LONGEST_PORT_NAME && name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")
                    && names.add(name), each, "a name of a port is too long, wrong or there twice");
            check(port.getContainerPort() != null && isPort(port.getContainerPort()), each, "a port is out of range");
            check(!Boolean.TRUE.equals(pod.getHostNetwork()) || port.getHostPort() == null
                    || port.getHostPort().equals(port.getContainerPort()), each, "a hostPort is another port");
        }
    }

    private void probe(Container each, Probe probe, boolean isOnce) {
        if (probe == null) {
            return;
        }
        long handlers = Stream.of(probe.getHttpGet(), probe.getTcpSocket(), probe.getExec(), probe.getGrpc())
                .filter(handler -> handler != null).count();
        check(handlers == 1, each, "a probe has not one handler");
        check(!isOnce || probe.getSuccessThreshold() == null || probe.getSuccessThreshold() == 1, each,
                "a liveness or startup probe succeeds after more than one success");
        Stream.of(probe.getInitialDelaySeconds(), probe.getPeriodSeconds(), probe.getTimeoutSeconds(),
                probe.getFailureThreshold()).forEach(
                        figure -> check(figure == null || figure >= 0, each,
                                "a figure of a probe is negative"));
        Optional.ofNullable(probe.getHttpGet()).ifPresent(get -> port(each, get.getPort()));
        Optional.ofNullable(probe.getTcpSocket()).ifPresent(get -> port(each, get.getPort()));
    }

    private void port(Container each, IntOrString port) {
        check(port != null && (port.getIntVal() != null ? isPort(port.getIntVal()) : port.getStrVal() != null), each,
                "a probe asks no port");
    }

    private static boolean isPort(int number) {
        return number > 0 && number <= HIGHEST_PORT;
    }

    private void resources(Container each) {
        Map<String, Quantity> limits = each.getResources() == null ? null : each.getResources().getLimits();
        Map<String, Quantity> requests = each.getResources() == null ? null : each.getResources().getRequests();
        if (limits != null && requests != null) {
            requests.forEach((name, asked) -> check(!limits.containsKey(name) || asked.getNumericalAmount()
                    .compareTo(limits.get(name).getNumericalAmount()) <= 0, each, "it requests more than its limit"));
        }
    }

    private void variable(Container each, EnvVar variable) {
        Optional.ofNullable(variable.getValueFrom()).map(EnvVarSource::getResourceFieldRef)
                .map(field -> field.getContainerName()).ifPresent(name -> check(Stream.concat(pod.getInitContainers()
                        .stream(), pod.getContainers().stream()).anyMatch(other -> other.getName().equals(name)), each,
                        "a variable is of a container that is not there"));
        check(variable.getValue() == null || variable.getValueFrom() == null, each, "a variable has two values");
    }
}
