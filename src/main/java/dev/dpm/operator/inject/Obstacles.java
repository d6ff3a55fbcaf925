package dev.dpm.operator.inject;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;

/** Detects pods in which dpm-runner cannot work, whatever its options are. */
final class Obstacles {

    /**
     * Programs that only work if their pid is 1 (s6-overlay issue 630). Beside dpm-runner they have another pid, since
     * the containers of the pod then share one process namespace.
     */
    private static final Set<String> INIT_PROGRAMS = Set.of("/init", "/sbin/init", "/usr/sbin/init",
            "/lib/systemd/systemd", "/usr/lib/systemd/systemd");
    /** The names of images that contain s6-overlay, whose program only works if its pid is 1. */
    private static final Pattern S6_IMAGE = Pattern.compile("(.*/)?linuxserver/[^/]+");

    private Obstacles() {
    }

    static void refuse(PodSpec pod) throws Refusal {
        Optional<String> size = LargePod.obstacle(pod);
        if (size.isPresent()) {
            throw new Refusal(size.get());
        }
        if (WindowsPod.isWindows(pod)) {
            throw new Refusal("the pod runs on Windows, where dpm-runner does not run");
        }
        if (Boolean.TRUE.equals(pod.getHostPID())) {
            throw new Refusal("the pod has hostPID, so dpm-runner would see every process of the node and could take a "
                    + "stranger's for its target; supervise it without hostPID");
        }
        if (Boolean.FALSE.equals(pod.getShareProcessNamespace())) {
            throw new Refusal("the pod says shareProcessNamespace: false, without which dpm-runner sees only itself; "
                    + "take that line out");
        }
        Optional<Container> insistent = running(pod).filter(Obstacles::insistsOnBeingFirst).findFirst();
        if (insistent.isPresent()) {
            throw new Refusal("container " + insistent.get().getName() + " has an init program (s6-overlay, systemd) "
                    + "that runs as process 1 only, and with a shared process namespace that is the pod's own; run "
                    + "dpm-runner as the entrypoint of that image instead");
        }
        Optional<Container> signalling = running(pod).filter(SignalsToFirst::sends).findFirst();
        if (signalling.isPresent() && !Boolean.TRUE.equals(pod.getShareProcessNamespace())) {
            throw new Refusal("container " + signalling.get().getName()
                    + " sends a signal to process 1 (a hook or probe "
                    + "with kill 1), which with a shared process namespace is the pod's own and not the application; "
                    + "name the application there instead, as by pkill");
        }
        if (Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream())
                .anyMatch(container -> PodMetadata.CONTAINER.equals(container.getName()))) {
            throw new Refusal(
                    "the pod has a container named " + PodMetadata.CONTAINER + " already, which did not come from a "
                            + "Supervision; take it out or rename it");
        }
    }

    /**
     * The containers that run as long as the pod: the normal containers, and init containers that are native sidecars.
     */
    static Stream<Container> running(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream().filter(Obstacles::isNativeSidecar),
                pod.getContainers().stream());
    }

    private static boolean isNativeSidecar(Container container) {
        return "Always".equals(container.getRestartPolicy());
    }

    private static boolean insistsOnBeingFirst(Container container) {
        List<String> command = container.getCommand();
        boolean isInit = !command.isEmpty() && INIT_PROGRAMS.contains(command.get(0));
        boolean isS6 = container.getEnv().stream()
                .anyMatch(variable -> variable.getName() != null && variable.getName().startsWith("S6_"));
        boolean isImage = command.isEmpty() && container.getImage() != null
                && S6_IMAGE.matcher(container.getImage()).matches();
        return isInit || isS6 || isImage;
    }
}
