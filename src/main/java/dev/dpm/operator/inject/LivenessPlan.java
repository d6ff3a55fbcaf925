package dev.dpm.operator.inject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

import dev.dpm.config.Options;
import dev.dpm.operator.model.Liveness;

/**
 * The probes that the supervised container has after dpm-runner was added to its pod.
 *
 * @param liveness the new livenessProbe; null if it stays unchanged
 * @param startup the new startupProbe; null if it stays unchanged
 * @param flags options by which dpm-runner runs the container's former livenessProbe itself
 * @param notes sentences about probes that stay unchanged
 */
record LivenessPlan(Probe liveness, Probe startup, Map<String, String> flags, List<String> notes) {

    private static final String TARGET = "/q/health/group/target";
    private static final int TIMEOUT_SECONDS = 3;

    /**
     * The period of the livenessProbe that asks dpm-runner about its target, as in deploy/kubernetes. The failures that
     * the probe allows must last longer than a restart of dpm-runner's container.
     */
    private static final int LIVENESS_PERIOD_SECONDS = 10;
    private static final int LIVENESS_FAILURES = 6;
    private static final int STARTUP_PERIOD_SECONDS = 5;
    private static final int STARTUP_FAILURES = 64;

    /**
     * Decides which probes the supervised container gets.
     *
     * @param container the supervised container
     * @param asked the field {@code liveness} of the Supervision
     * @param port the port on which dpm-runner answers probes
     * @param given the options of the Supervision, which have precedence over those of the container's own livenessProbe
     */
    static LivenessPlan of(Container container, Liveness asked, int port, Map<String, String> given) {
        Probe own = container.getLivenessProbe();
        if (asked == Liveness.LEAVE || asksAlready(own)) {
            return new LivenessPlan(null, null, Map.of(), List.of());
        }
        if (own == null) {
            return managed(container, port, null, Map.of());
        }
        Optional<Map<String, String>> moved = given.containsKey(Options.HTTP_CHECK.name())
                || given.containsKey(Options.TCP_CHECK.name())
                        ? Optional.empty()
                        : MovedProbe.flags(own, container);
        if (asked == Liveness.MANAGE) {
            return kept(container, moved.isPresent()
                    ? "spec.liveness chain would move it"
                    : MovedProbe.whyNot(own), given);
        }
        return moved
                .map(flags -> managed(container, port, own.getTerminationGracePeriodSeconds(), without(flags, given)))
                .orElseGet(() -> kept(container, MovedProbe.whyNot(own), given));
    }

    private static boolean asksAlready(Probe own) {
        return own != null && own.getHttpGet() != null && TARGET.equals(own.getHttpGet().getPath());
    }

    private static LivenessPlan managed(Container container, int port, Long grace, Map<String, String> flags) {
        Probe liveness = new ProbeBuilder(probe(port, LIVENESS_PERIOD_SECONDS, LIVENESS_FAILURES))
                .withTerminationGracePeriodSeconds(grace).build();
        Probe startup = container.getStartupProbe() == null
                ? probe(port, STARTUP_PERIOD_SECONDS, STARTUP_FAILURES)
                : null;
        return new LivenessPlan(liveness, startup, flags, List.of());
    }

    private static Probe probe(int port, int period, int failures) {
        return new ProbeBuilder().withNewHttpGet().withPath(TARGET).withNewPort(port).endHttpGet()
                .withPeriodSeconds(period).withTimeoutSeconds(TIMEOUT_SECONDS).withFailureThreshold(failures).build();
    }

    private static LivenessPlan kept(Container container, String why, Map<String, String> given) {
        boolean isAsked = !given.containsKey(Options.ON_BREACH.name())
                || given.get(Options.ON_BREACH.name()).strip().equalsIgnoreCase("unhealthy");
        String note = "container " + container.getName() + " keeps its own livenessProbe (" + why + ")"
                + (isAsked ? "; onBreach unhealthy reaches nobody then, terminate and signal:NAME act" : "");
        return new LivenessPlan(null, null, Map.of(), List.of(note));
    }

    private static Map<String, String> without(Map<String, String> flags, Map<String, String> given) {
        Map<String, String> others = new LinkedHashMap<>(flags);
        others.keySet().removeAll(given.keySet());
        return others;
    }
}
