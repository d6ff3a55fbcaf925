package dev.dpm.operator.reconcile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.yaml.YamlDocuments;
import dev.dpm.operator.inject.PodMetadata;
import dev.dpm.operator.model.LiveOptions;
import dev.dpm.operator.model.MaintainedObjects;
import dev.dpm.operator.model.OptionNames;
import dev.dpm.operator.model.Supervision;

/** Creates the ConfigMap with the options of a Supervision, which the dpm-runners of its pods read. */
final class SidecarConfig {

    private SidecarConfig() {
    }

    /**
     * Creates the ConfigMap.
     *
     * @param supervised the pods that have a dpm-runner because of this Supervision
     */
    static ConfigMap of(Supervision supervision, List<Pod> supervised) {
        String name = supervision.getMetadata().getName();
        return new ConfigMapBuilder().withNewMetadata().withName(MaintainedObjects.configMap(name))
                .withNamespace(supervision.getMetadata().getNamespace())
                .addToLabels(PodMetadata.MANAGED_BY, PodMetadata.OPERATOR)
                .addToAnnotations(PodMetadata.SUPERVISION, name)
                .withOwnerReferences(supervision.asOwner()).endMetadata()
                .addToData(MaintainedObjects.CONFIG_KEY, text(supervision, supervised)).build();
    }

    private static String text(Supervision supervision, List<Pod> supervised) {
        Map<String, String> defaults = new LinkedHashMap<>();
        Map<Option<?>, String> given = LiveOptions.live(supervision.getSpec());
        Set<String> variables = variables(supervised);
        for (Option<?> option : OptionNames.all().values()) {
            if (given.containsKey(option)) {
                defaults.put(option.name(), escaped(option, given.get(option)));
            } else if (LiveOptions.isLive(option, supervision.getSpec())
                    && variables.contains(option.environmentName())) {
                // the Supervision does not set this option any more, but a pod has it as an environment variable and would keep the old
                // value; therefore the default is written
                Options.defaultOfAttached(option)
                        .ifPresent(text -> defaults.put(option.name(), escaped(option, text)));
            }
        }
        return "# The operator keeps this as Supervision " + supervision.getMetadata().getName() + " says.\n"
                + YamlDocuments.write(List.of(Map.of("defaults", defaults)));
    }

    private static Set<String> variables(List<Pod> supervised) {
        return supervised.stream()
                .flatMap(pod -> Stream.concat(pod.getSpec().getInitContainers().stream(),
                        pod.getSpec().getContainers().stream()))
                .filter(container -> PodMetadata.CONTAINER.equals(container.getName()))
                .map(Container::getEnv).flatMap(List::stream).map(variable -> variable.getName())
                .collect(Collectors.toSet());
    }

    /**
     * Doubles the dollar signs in the value of an option, since dpm-runner replaces {@code ${NAME}} in a configuration
     * file by an environment variable.
     */
    private static String escaped(Option<?> option, String text) {
        return option.isShellLine() ? text : text.replace("$", "$$");
    }
}
