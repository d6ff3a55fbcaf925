package dev.dpm.operator.inject;

import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;

import dev.dpm.operator.model.SupervisionSpec;

/** Chooses the container of a pod that dpm-runner supervises. */
final class Supervised {

    private Supervised() {
    }

    /**
     * The container that the Supervision names, or that the pod's annotation {@link PodMetadata#DEFAULT_CONTAINER} names,
     * or the only container of the pod.
     *
     * @throws Refusal there is no such container
     */
    static Container of(Pod pod, SupervisionSpec spec) throws Refusal {
        List<Container> containers = pod.getSpec().getContainers();
        Optional<String> named = spec.namedContainer();
        Optional<String> name = named
                .or(() -> Optional.ofNullable(PodMetadata.annotations(pod).get(PodMetadata.DEFAULT_CONTAINER)));
        if (name.isEmpty() && containers.size() == 1) {
            return containers.get(0);
        }
        if (name.isEmpty()) {
            throw new Refusal("the pod has " + containers.size() + " containers (" + names(containers)
                    + ") and nothing says which is meant; write spec.container into the Supervision");
        }
        Optional<Container> found = containers.stream().filter(each -> name.get().equals(each.getName())).findFirst();
        return found.orElseThrow(() -> new Refusal("the pod has no container " + name.get() + ", which "
                + (named.isPresent()
                        ? "spec.container of the Supervision names"
                        : "its annotation " + PodMetadata.DEFAULT_CONTAINER + " names")
                + "; it has " + names(containers)));
    }

    /**
     * Refuses a pod with several containers if the Supervision does not describe the process, since dpm-runner might
     * supervise a process of the wrong container.
     */
    static void refuseToGuess(PodSpec pod, Container meant, SupervisionSpec spec) throws Refusal {
        List<Container> others = Obstacles.running(pod).filter(each -> !each.getName().equals(meant.getName()))
                .toList();
        if (spec.namedProcess().isEmpty() && !others.isEmpty()) {
            throw new Refusal("other containers run in the pod (" + names(others)
                    + ") and nothing says which process is "
                    + "container " + meant.getName() + "'s; write spec.process into the Supervision, by match or name");
        }
    }

    private static String names(List<Container> containers) {
        return Named.of(containers.stream().map(Container::getName).toList());
    }
}
