package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The kind of container in which the operator adds dpm-runner to a pod: a native sidecar, a normal container, or
 * ({@code auto}) a native sidecar where the cluster supports it.
 */
public enum Form {
    @JsonProperty("auto")
    AUTO, @JsonProperty("native")
    NATIVE, @JsonProperty("container")
    CONTAINER
}
