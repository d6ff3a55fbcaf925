package dev.dpm.operator.inject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

import dev.dpm.config.Options;
import dev.dpm.operator.model.Resources;
import dev.dpm.operator.model.SupervisionSpec;

/**
 * Builds the container in which dpm-runner runs. The container has the same fields as in the manifests in
 * deploy/kubernetes.
 *
 * @param meant the supervised container
 */
record Sidecar(Container meant, Identity identity, Ports ports, SidecarOptions words, Volumes volumes) {

    /** The default path of the file from which kubelet reads why a container ended. */
    private static final String MESSAGE = "/dev/termination-log";
    private static final String OF_TARGET = "/proc/{pid}/root";
    private static final String MEMORY = "memory";
    private static final String CPU = "cpu";

    /**
     * Builds dpm-runner's container. It gets no startupProbe: if a native sidecar has one, kubelet may fail to restart
     * crashed containers of the pod (Kubernetes issue 136910).
     */
    Container container(PodSpec pod, SupervisionSpec spec, boolean isNative, String image) {
        return new ContainerBuilder().withName(PodMetadata.CONTAINER).withImage(spec.ownImage().orElse(image))
                .withRestartPolicy(isNative ? "Always" : null).withArgs(arguments()).withEnv(variables())
                .withPorts(declared())
                .withNewLivenessProbe().withNewHttpGet().withPath("/q/health/group/runner")
                .withNewPort(ports.management()).endHttpGet().withInitialDelaySeconds(60).withPeriodSeconds(10)
                .withTimeoutSeconds(3).withFailureThreshold(6).endLivenessProbe()
                .withResources(spec.ownResources().map(Sidecar::resources).orElseGet(() -> defaultResources(pod)))
                .withSecurityContext(confined()).withVolumeMounts(volumes.mounts()).build();
    }

    private List<ContainerPort> declared() {
        List<ContainerPort> declared = new ArrayList<>();
        declared.add(new ContainerPortBuilder().withName(ports.name()).withContainerPort(ports.management()).build());
        if (words.port() != 0) {
            declared.add(
                    new ContainerPortBuilder().withName(ports.fleetName()).withContainerPort(words.port()).build());
        }
        return declared;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("run", Options.ATTACH.flag(),
                Options.NAME.flag() + "=" + meant.getName()));
        arguments.add(SidecarOptions.escaped(Options.TERMINATION_MESSAGE.flag() + "=" + OF_TARGET + message()));
        arguments.addAll(words.arguments());
        return arguments;
    }

    /**
     * The path of the file with the termination message in the supervised container. If the path is relative, container
     * runtimes mount the file below the root folder.
     */
    private String message() {
        String path = meant.getTerminationMessagePath() == null ? MESSAGE : meant.getTerminationMessagePath();
        return path.startsWith("/") ? path : "/" + path;
    }

    private List<EnvVar> variables() {
        List<EnvVar> variables = new ArrayList<>();
        if (limitsMemory()) {
            variables.add(new EnvVarBuilder().withName(Options.MEMORY_LIMIT.environmentName()).withNewValueFrom()
                    .withNewResourceFieldRef().withContainerName(meant.getName()).withResource("limits.memory")
                    .endResourceFieldRef().endValueFrom().build());
        }
        if (ports.isManagementMoved()) {
            variables.add(new EnvVar(Options.MANAGEMENT_PORT.environmentName(),
                    Integer.toString(ports.management()), null));
        }
        if (ports.isConsoleMoved()) {
            variables.add(new EnvVar(Options.PORT_NUMBER.environmentName(), "0", null));
        }
        variables.addAll(words.environment());
        return variables;
    }

    /**
     * Whether the supervised container has a memory limit. If it has none, the downward API would report the memory of
     * the node instead.
     */
    private boolean limitsMemory() {
        return meant.getResources() != null && meant.getResources().getLimits() != null
                && meant.getResources().getLimits().containsKey(MEMORY);
    }

    private SecurityContext confined() {
        return new SecurityContextBuilder().withRunAsUser(identity.user()).withRunAsGroup(identity.group())
                .withRunAsNonRoot(identity.user() != 0).withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true).withNewCapabilities().withDrop("ALL").endCapabilities()
                .withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile()
                .withSeLinuxOptions(
                        meant.getSecurityContext() == null ? null : meant.getSecurityContext().getSeLinuxOptions())
                .build();
    }

    private static ResourceRequirements resources(Resources asked) {
        return new ResourceRequirementsBuilder().withRequests(asked.requests()).withLimits(asked.limits()).build();
    }

    /**
     * The resources of dpm-runner's container if the Supervision gives none. If the pod has the QoS class Guaranteed,
     * requests equal limits, so that the pod stays in this class.
     */
    private static ResourceRequirements defaultResources(PodSpec pod) {
        Map<String, Quantity> limits = quantities("250m", "128Mi", "128Mi");
        boolean isGuaranteed = Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .allMatch(container -> isGuaranteed(container.getResources()));
        Map<String, Quantity> requests = quantities(isGuaranteed ? "250m" : "20m", isGuaranteed ? "128Mi" : "96Mi",
                "32Mi");
        return new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits).build();
    }

    private static Map<String, Quantity> quantities(String cpu, String memory, String storage) {
        Map<String, Quantity> quantities = new LinkedHashMap<>();
        quantities.put(CPU, new Quantity(cpu));
        quantities.put(MEMORY, new Quantity(memory));
        quantities.put("ephemeral-storage", new Quantity(storage));
        return quantities;
    }

    private static boolean isGuaranteed(ResourceRequirements resources) {
        return resources != null && resources.getLimits() != null
                && Stream.of(CPU, MEMORY).allMatch(name -> resources.getLimits().containsKey(name)
                        && (resources.getRequests() == null || resources.getRequests()
                                .getOrDefault(name, resources.getLimits().get(name))
                                .equals(resources.getLimits().get(name))));
    }
}
