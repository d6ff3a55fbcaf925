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
 * The options of a Supervision in the form in which a sidecar gets them: flags and environment variables. Where an
 * operator maintains a file for the sidecar, options that may change later are variables, since the file then overrides
 * them.
 *
 * @param flags options of {@code run} by name, apart from {@code --attach}
 * @param variables environment variables by name
 * @param port the port on which the sidecar answers the operator; 0: the sidecar answers no operator
 */
record Words(Map<String, String> flags, Map<String, String> variables, boolean isFollowing, int port) {

    Words {
        flags = new LinkedHashMap<>(flags);
        variables = new LinkedHashMap<>(variables);
    }

    static Words of(SupervisionSpec spec, Operated operated, Ports ports) {
        Words words = new Words(SupervisionCheck.flags(spec), Map.of(), operated.isFollowing(),
                operated.isAnswering() ? ports.fleet() : 0);
        if (operated.isFollowing()) {
            LiveOptions.live(spec).forEach((option, text) -> {
                words.flags.remove(option.name());
                words.variables.put(option.environmentName(), text);
            });
        }
        return words;
    }

    /** A copy with options that replace a probe of the container. */
    Words and(Map<String, String> moved) {
        Words words = new Words(flags, variables, isFollowing, port);
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
     * The text with doubled dollar signs: kubelet replaces $(NAME) by a variable's value, and $$ by a single dollar
     * sign.
     */
    static String escaped(String text) {
        return text.replace("$", "$$");
    }
}
