package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The kind of container as which dpm-runner is added to a pod: a native sidecar, a normal container, or whichever the
 * cluster supports.
 */
public enum Form {
    @JsonProperty("auto")
    AUTO, @JsonProperty("native")
    NATIVE, @JsonProperty("container")
    CONTAINER
}
