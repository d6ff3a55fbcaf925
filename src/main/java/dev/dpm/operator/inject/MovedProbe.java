package dev.dpm.operator.inject;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.value.BadValue;
import dev.dpm.config.value.HostPort;

/**
 * Converts a container's livenessProbe to options of dpm-runner, which then runs the same check with the same numbers.
 */
final class MovedProbe {

    // the defaults of kubelet for a probe: https://kubernetes.io/docs/concepts/configuration/probes
    private static final int PERIOD_SECONDS = 10;
    private static final int TIMEOUT_SECONDS = 1;
    private static final int FAILURES = 3;
    /**
     * The host of the moved check: kubelet connects to the pod's IP address, dpm-runner to the loopback address, since it runs
     * in the pod.
     */
    private static final String HERE = "127.0.0.1";

    private MovedProbe() {
    }

    /**
     * The options with which dpm-runner runs the same check as the probe; empty if only kubelet can run this kind of
     * probe.
     */
    static Optional<Map<String, String>> flags(Probe probe, Container container) {
        return check(probe, container).map(check -> {
            Map<String, String> flags = new LinkedHashMap<>(check);
            flags.put(Options.CHECK_INTERVAL.name(), text(probe.getPeriodSeconds(), PERIOD_SECONDS));
            flags.put(Options.CHECK_TIMEOUT.name(), text(probe.getTimeoutSeconds(), TIMEOUT_SECONDS));
            flags.put(Options.CHECK_FAILURES.name(), text(probe.getFailureThreshold(), FAILURES));
            int grace = or(probe.getInitialDelaySeconds(), 0) + longestStart(container.getStartupProbe());
            if (grace > 0) {
                flags.put(Options.START_GRACE.name(), Integer.toString(grace));
            }
            return flags;
        });
    }

    static String whyNot(Probe probe) {
        if (probe.getExec() != null) {
            return "an exec probe runs in the container and cannot be moved";
        }
        if (probe.getGrpc() != null) {
            return "a grpc probe cannot be moved";
        }
        if (probe.getHttpGet() != null && !probe.getHttpGet().getHttpHeaders().isEmpty()) {
            return "a probe with httpHeaders cannot be moved";
        }
        return "the Supervision has a check of its own, or the probe's port or path cannot be asked from here";
    }

    private static Optional<Map<String, String>> check(Probe probe, Container container) {
        HTTPGetAction http = probe.getHttpGet();
        if (http != null) {
            return http.getHttpHeaders().isEmpty()
                    ? port(http.getPort(), container)
                            .flatMap(port -> known(Options.HTTP_CHECK, url(http, port)))
                    : Optional.empty();
        }
        return probe.getTcpSocket() == null
                ? Optional.empty()
                : port(probe.getTcpSocket().getPort(), container).flatMap(port -> known(Options.TCP_CHECK,
                        new HostPort(host(probe.getTcpSocket().getHost()), port).toString()));
    }

    private static String url(HTTPGetAction http, int port) {
        String scheme = http.getScheme() == null ? "http" : http.getScheme().toLowerCase(Locale.ROOT);
        String path = http.getPath() == null ? "" : http.getPath();
        return scheme + "://" + new HostPort(host(http.getHost()), port) + (path.startsWith("/") ? "" : "/") + path;
    }

    private static String host(String given) {
        return given == null || given.isBlank() ? HERE : given;
    }

    private static Optional<Integer> port(IntOrString port, Container container) {
        if (port == null) {
            return Optional.empty();
        }
        return port.getIntVal() != null
                ? Optional.of(port.getIntVal())
                : container.getPorts().stream().filter(each -> port.getStrVal().equals(each.getName()))
                        .map(ContainerPort::getContainerPort).findFirst();
    }

    private static Optional<Map<String, String>> known(Option<?> option, String text) {
        try {
            option.parse(text);
            return Optional.of(Map.of(option.name(), text));
        } catch (BadValue e) {
            return Optional.empty();
        }
    }

    /**
     * The longest time in seconds that a startupProbe allows. kubelet runs the livenessProbe only after the
     * startupProbe has succeeded.
     */
    private static int longestStart(Probe startup) {
        return startup == null
                ? 0
                : or(startup.getInitialDelaySeconds(), 0)
                        + or(startup.getPeriodSeconds(), PERIOD_SECONDS) * or(startup.getFailureThreshold(), FAILURES);
    }

    private static String text(Integer given, int otherwise) {
        return Integer.toString(or(given, otherwise));
    }

    private static int or(Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
