package dev.dpm.operator.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;

import dev.dpm.operator.inject.Injection.Injected;
import dev.dpm.operator.inject.Injection.Left;
import dev.dpm.operator.inject.Injection.Refused;
import dev.dpm.operator.model.Form;
import dev.dpm.operator.model.Liveness;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;
import dev.dpm.operator.model.SupervisionSpec;

/**
 * Adds a container with dpm-runner to a pod, after the pod's other containers. A pod that already has a dpm-runner stays
 * unchanged.
 */
public final class Injector {

    private final Facts facts;

    public Injector(Facts facts) {
        this.facts = facts;
    }

    /**
     * Adds dpm-runner to a pod that a Supervision selects.
     *
     * @param pod a pod or pod template
     * @param namespace the namespace of the pod; the metadata of a new pod may lack it
     * @param supervisions the Supervisions of the cluster that have no faults
     */
    public Injection inject(Pod pod, String namespace, List<Supervision> supervisions) {
        Optional<String> exempt = exempt(pod, namespace);
        if (exempt.isPresent()) {
            return new Left(false, exempt.get());
        }
        if (isInjected(pod)) {
            return new Left(true, "the pod has its dpm-runner already");
        }
        List<Supervision> selecting = supervisions.stream().filter(each -> Selection.selects(each, pod, namespace))
                .toList();
        if (selecting.isEmpty()) {
            return new Left(false, "no Supervision of namespace " + namespace + " selects the pod");
        }
        if (selecting.size() > 1) {
            return new Refused("more than one Supervision selects the pod: "
                    + Named.of(selecting.stream().map(Supervision::shown).sorted().toList())
                    + "; change their selectors so that one does");
        }
        try {
            return into(pod, selecting.get(0));
        } catch (Refusal refusal) {
            return new Refused(refusal.getMessage());
        }
    }

    private Optional<String> exempt(Pod pod, String namespace) {
        if (facts.isExempt(namespace)) {
            return Optional.of("pods of namespace " + namespace + " are never touched");
        }
        if (PodMetadata.staysOut(pod)) {
            return Optional.of("the pod says " + PodMetadata.INJECT + ": \"false\"");
        }
        return PodMetadata.annotations(pod).containsKey(PodMetadata.MIRROR)
                ? Optional.of("the pod is a static one of its kubelet")
                : Optional.empty();
    }

    /**
     * Whether the pod has a container with dpm-runner. The annotation alone does not show this, since it may be a copy
     * from another pod.
     */
    private static boolean isInjected(Pod pod) {
        return PodMetadata.annotations(pod).containsKey(PodMetadata.SUPERVISION) && pod.getSpec() != null
                && Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                        .anyMatch(container -> PodMetadata.CONTAINER.equals(container.getName()));
    }

    private Injection into(Pod pod, Supervision supervision) throws Refusal {
        if (pod.getSpec() == null || pod.getSpec().getContainers().isEmpty()) {
            throw new Refusal("the pod has no containers");
        }
        SupervisionSpec spec = supervision.getSpec();
        PodSpec asked = pod.getSpec();
        Obstacles.refuse(asked);
        Container meant = Supervised.of(pod, spec);
        Supervised.refuseToGuess(asked, meant, spec);
        Identity identity = Identity.of(meant, asked, spec.standInIdentity());
        boolean isNative = isNative(asked, spec.formInForce());
        Ports ports = Ports.in(asked);
        LivenessPlan liveness = LivenessPlan.of(meant, spec.livenessInForce(), ports.management(),
                SupervisionCheck.flags(spec));
        Operated operated = Operated.of(facts, asked);
        SidecarOptions words = SidecarOptions.of(spec, operated, ports).and(liveness.flags());
        Volumes volumes = Volumes.in(asked, supervision.getMetadata().getName(), operated);
        Container sidecar = new Sidecar(meant, identity, ports, words, volumes).container(asked, spec, isNative,
                facts.image());
        return new Injected(
                written(pod, supervision, sidecar, isNative,
                        new Changed(probed(meant, liveness), volumes, words.port())),
                notes(meant, asked, spec, liveness));
    }

    /**
     * The changes of a pod besides the container with dpm-runner.
     *
     * @param meant the changed supervised container
     * @param port the port on which dpm-runner answers the operator; 0: it does not
     */
    private record Changed(Container meant, Volumes volumes, int port) {

        Map<String, String> annotations() {
            return port == 0 ? Map.of() : Map.of(PodMetadata.FLEET_PORT, Integer.toString(port));
        }
    }

    private Pod written(Pod pod, Supervision supervision, Container sidecar, boolean isNative,
            Changed changed) {
        List<Container> containers = new ArrayList<>(pod.getSpec().getContainers().stream()
                .map(each -> each.getName().equals(changed.meant().getName()) ? changed.meant() : each).toList());
        List<Container> before = new ArrayList<>(pod.getSpec().getInitContainers());
        (isNative ? before : containers).add(sidecar);
        String losable = PodMetadata.annotations(pod).getOrDefault(PodMetadata.LOSABLE_VOLUMES, "");
        return new PodBuilder(pod).editOrNewMetadata()
                .addToAnnotations(PodMetadata.SUPERVISION, supervision.getMetadata().getName())
                .addToAnnotations(facts.isOperated()
                        ? Map.of(PodMetadata.DIGEST, PodPart.digest(supervision.getSpec()))
                        : Map.of())
                .addToAnnotations(facts.isOperated() ? Map.of(PodMetadata.IMAGE, sidecar.getImage()) : Map.of())
                // the template may be a copy of a pod with a dpm-runner, and contain the annotations of that pod
                .removeFromAnnotations(PodMetadata.FLEET_PORT).addToAnnotations(changed.annotations())
                .addToAnnotations(PodMetadata.LOSABLE_VOLUMES, changed.volumes().losableBeside(losable)).endMetadata()
                .editSpec().withShareProcessNamespace(true).withContainers(containers).withInitContainers(before)
                .addAllToVolumes(changed.volumes().volumes()).endSpec().build();
    }

    private static Container probed(Container meant, LivenessPlan plan) {
        ContainerBuilder container = new ContainerBuilder(meant);
        if (plan.liveness() != null) {
            container.withLivenessProbe(plan.liveness());
        }
        if (plan.startup() != null) {
            container.withStartupProbe(plan.startup());
        }
        return container.build();
    }

    private boolean isNative(PodSpec pod, Form asked) throws Refusal {
        boolean canBe = facts.server().knowsNativeSidecars();
        if (asked == Form.NATIVE && !canBe) {
            throw new Refusal("spec.form of the Supervision is native, which Kubernetes knows from "
                    + ServerVersion.NATIVE_SIDECARS + " on, and this one is " + facts.server()
                    + "; write auto or container");
        }
        boolean isNative = asked == Form.NATIVE || (asked == Form.AUTO && canBe);
        String restarts = pod.getRestartPolicy();
        if (!isNative && restarts != null && !restarts.equals("Always")) {
            throw new Refusal(
                    "the pod is to end (restartPolicy " + restarts + "), and a second container would keep it "
                            + "running; that takes a native sidecar, Kubernetes " + ServerVersion.NATIVE_SIDECARS
                            + " or later");
        }
        return isNative;
    }

    private static List<String> notes(Container meant, PodSpec pod, SupervisionSpec spec, LivenessPlan liveness) {
        List<String> notes = new ArrayList<>(liveness.notes());
        if (Boolean.TRUE.equals(pod.getHostNetwork())) {
            notes.add("the pod has hostNetwork: health and metrics of dpm-runner answer on the node's own addresses");
        }
        if (spec.livenessInForce() != Liveness.LEAVE && "Never".equals(pod.getRestartPolicy())) {
            notes.add("the pod has restartPolicy Never: whoever ends container " + meant.getName() + " ends the pod");
        }
        return notes;
    }
}
