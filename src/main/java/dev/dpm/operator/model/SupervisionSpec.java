package dev.dpm.operator.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;

/**
 * The spec of a Supervision. A field that the Supervision does not have is null; the methods return the values in force,
 * such as defaults.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SupervisionSpec(
        @Required @JsonPropertyDescription("which pods of this namespace, by their labels, as in a Deployment") LabelSelector selector,
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$") @JsonPropertyDescription("the container whose process is supervised; default: the one "
                + "that the pod's annotation kubectl.kubernetes.io/default-container names, else the only one") String container,
        @JsonPropertyDescription("how the process is found, as by --attach; default: the only process in the pod that no other "
                + "container's process started") Process process,
        @JsonPropertyDescription("options of dpm-runner, spelled in camelCase; kubectl explain supervision.spec.options lists them") Map<String, Object> options,
        @Default("manage") @JsonPropertyDescription("manage: a container without a livenessProbe gets one that asks dpm-runner; chain: its own "
                + "http or tcp probe moves into dpm-runner, and one that asks dpm-runner takes its place; leave: no probe is touched") Liveness liveness,
        @Default("auto") @JsonPropertyDescription("native: an init container that goes on (Kubernetes 1.29 or later); container: one beside the "
                + "others; auto: native where the server can") Form form,
        @JsonPropertyDescription("whom the container runs as, where the pod does not say so; user and group of dpm-runner are the same") RunAs runAs,
        @JsonPropertyDescription("the image of dpm-runner; default: the operator's own") String image,
        @JsonPropertyDescription("requests and limits of dpm-runner's container; default: 20m to 250m CPU, 96Mi to 128Mi memory") Resources resources,
        @JsonPropertyDescription("how many of the pods an action of the fleet page may make unavailable at once: a number, or a share "
                + "such as 25%, rounded down to one at least; default: 1") IntOrString maxUnavailable) {

    public SupervisionSpec {
        options = options == null ? Map.of() : Map.copyOf(withoutNulls(options));
    }

    /**
     * The spec of a Supervision whose JSON has no spec. {@link SupervisionCheck} finds the fault that it has no selector.
     */
    static SupervisionSpec empty() {
        return new SupervisionSpec(null, null, null, null, null, null, null, null, null, null);
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> options) {
        Map<String, Object> given = new LinkedHashMap<>(options);
        given.values().removeIf(Objects::isNull);
        return given;
    }

    @JsonIgnore
    public Liveness livenessInForce() {
        return liveness == null ? Liveness.MANAGE : liveness;
    }

    @JsonIgnore
    public Form formInForce() {
        return form == null ? Form.AUTO : form;
    }

    /**
     * The name of the supervised container, if this spec gives it; empty if the operator must choose the container from
     * those of the pod.
     */
    @JsonIgnore
    public Optional<String> namedContainer() {
        return Optional.ofNullable(container).filter(name -> !name.isBlank());
    }

    /**
     * The description of the process to supervise; empty if this spec gives none, and dpm-runner supervises the only
     * process tree in the pod.
     */
    @JsonIgnore
    public Optional<Process> namedProcess() {
        return Optional.ofNullable(process).filter(Process::saysSomething);
    }

    @JsonIgnore
    public RunAs standInIdentity() {
        return runAs == null ? new RunAs(null, null) : runAs;
    }

    @JsonIgnore
    public Optional<String> ownImage() {
        return Optional.ofNullable(image).filter(name -> !name.isBlank());
    }

    /** How many of the pods may be down; one pod if {@code maxUnavailable} is missing or malformed. */
    @JsonIgnore
    public PodShare unavailableInForce() {
        return Optional.ofNullable(maxUnavailable).flatMap(written -> PodShare.parse(written(written)))
                .orElse(PodShare.ONE);
    }

    private static String written(IntOrString value) {
        return String.valueOf(value.getValue());
    }

    /** The text of {@code maxUnavailable} if it cannot be parsed; otherwise empty. */
    @JsonIgnore
    Optional<String> unreadableUnavailable() {
        return Optional.ofNullable(maxUnavailable).map(SupervisionSpec::written)
                .filter(text -> PodShare.parse(text).isEmpty());
    }

    @JsonIgnore
    public Optional<Resources> ownResources() {
        return Optional.ofNullable(resources);
    }
}
