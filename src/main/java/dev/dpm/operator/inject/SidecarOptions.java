package dev.dpm.operator.inject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.EnvVar;

import dev.dpm.config.Options;
import dev.dpm.operator.model.LiveOptions;
import dev.dpm.operator.model.SupervisionCheck;
import dev.dpm.operator.model.SupervisionSpec;

/**
 * The options of dpm-runner in its container. Options that the operator may change later become environment variables,
 * since the file that the operator maintains has precedence over environment variables, but not over flags.
 *
 * @param flags the flags of {@code run}, without {@code --attach}
 * @param variables the environment variables, by name
 * @param isFollowing whether dpm-runner reads, and reads again after a change, the file that the operator maintains
 * @param port the port on which dpm-runner answers the operator; 0: dpm-runner does not answer the operator
 */
record SidecarOptions(Map<String, String> flags, Map<String, String> variables, boolean isFollowing, int port) {

    SidecarOptions {
        flags = new LinkedHashMap<>(flags);
        variables = new LinkedHashMap<>(variables);
    }

    static SidecarOptions of(SupervisionSpec spec, Operated operated, Ports ports) {
        SidecarOptions words = new SidecarOptions(SupervisionCheck.flags(spec), Map.of(), operated.isFollowing(),
                operated.isAnswering() ? ports.fleet() : 0);
        if (operated.isFollowing()) {
            LiveOptions.live(spec).forEach((option, text) -> {
                words.flags.remove(option.name());
                words.variables.put(option.environmentName(), text);
            });
        }
        return words;
    }

    SidecarOptions and(Map<String, String> moved) {
        SidecarOptions words = new SidecarOptions(flags, variables, isFollowing, port);
        words.flags.putAll(moved);
        return words;
    }

    List<String> arguments() {
        List<String> words = new ArrayList<>();
        flags.forEach((name, text) -> {
            if (!name.equals(Options.ATTACH.name())) {
                words.add(escaped("--" + name + "=" + text));
            }
        });
        if (isFollowing) {
            words.add(Options.CONFIG.flag() + "=" + Volumes.CONFIG_FILE);
            words.add(Options.FOLLOW_CONFIG.flag());
        }
        if (port != 0) {
            words.add(Options.TLS_PORT.flag() + "=" + port);
            words.add(Options.TLS_FOLDER.flag() + "=" + Volumes.FLEET_FOLDER);
        }
        return words;
    }

    List<EnvVar> environment() {
        return variables.entrySet().stream().map(each -> new EnvVar(each.getKey(), escaped(each.getValue()), null))
                .toList();
    }

    /**
     * Doubles the dollar signs in an argument or variable of a container, since kubelet replaces $(NAME) by the value of
     * an environment variable.
     */
    static String escaped(String text) {
        return text.replace("$", "$$");
    }
}
