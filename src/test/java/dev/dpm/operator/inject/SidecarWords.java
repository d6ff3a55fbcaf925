package dev.dpm.operator.inject;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;

import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.resolve.Resolver;

/** Reads a sidecar's command line as the sidecar will. */
final class SidecarWords {

    private SidecarWords() {
    }

    /** The faults that the sidecar would report. */
    static List<String> faults(Container sidecar) {
        Map<String, String> flags = new LinkedHashMap<>();
        List<String> words = sidecar.getArgs();
        for (String word : words.subList(1, words.size())) {
            // kubelet's expansion:
            // https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container
            String[] parts = word.replace("$$", "$").substring(2).split("=", 2);
            flags.put(parts[0], parts.length == 2 ? parts[1] : "true");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        sidecar.getEnv().stream().filter(variable -> variable.getValue() != null)
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        Resolution resolution = new Resolver().resolve(new StartRequest(true, Optional.empty(), flags, List.of(),
                Path.of("/"), "0022", environment), Optional.empty());
        return resolution.faults().stream().map(Object::toString).toList();
    }
}
