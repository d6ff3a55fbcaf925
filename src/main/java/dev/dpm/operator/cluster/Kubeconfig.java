package dev.dpm.operator.cluster;

import java.io.File;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;

import dev.dpm.config.ConfigFault;

/**
 * Checks the file that the environment variable KUBECONFIG names. The client library would ignore a missing file or
 * context, and send all requests to {@code kubernetes.default.svc}.
 */
public final class Kubeconfig {

    /** The environment variable with the path of the kubeconfig file. kubectl uses the same variable. */
    public static final String VARIABLE = "KUBECONFIG";

    private Kubeconfig() {
    }

    /**
     * Why the operator cannot use a kubeconfig, as a sentence; empty if it can.
     *
     * @param path the value of the environment variable. If it contains several paths, joined by colons, the files are
     *     not checked, since each may contain only a part of the kubeconfig
     */
    public static Optional<String> fault(String path) {
        if (path.isBlank() || path.contains(File.pathSeparator)) {
            return Optional.empty();
        }
        String name = VARIABLE + " names " + ConfigFault.quoted(path);
        File file = new File(path);
        if (!file.isFile() || !file.canRead()) {
            return Optional.of(name + ", which is no file that can be read");
        }
        try {
            return ofContent(KubeConfigUtils.parseConfig(file)).map(lack -> name + ", which " + lack);
        } catch (RuntimeException e) {
            // the exception's message is left out: the parser throws exceptions of several libraries, with messages of many
            // lines
            return Optional.of(name + ", which is no kubeconfig");
        }
    }

    private static Optional<String> ofContent(Config config) {
        if (config == null || config.getClusters() == null || config.getClusters().isEmpty()) {
            return Optional.of("names no cluster");
        }
        String context = config.getCurrentContext();
        if (context == null || context.isBlank()) {
            return Optional.of("has no current-context");
        }
        boolean isKnown = config.getContexts() != null && config.getContexts().stream().filter(Objects::nonNull)
                .map(NamedContext::getName).anyMatch(context::equals);
        return isKnown
                ? Optional.empty()
                : Optional.of("has the current-context " + ConfigFault.quoted(context) + ", but no such context");
    }
}
