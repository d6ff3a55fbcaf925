package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A native sidecar, a normal container, or what the cluster supports. */
public enum Form {
    @JsonProperty("auto")
    AUTO, @JsonProperty("native")
    NATIVE, @JsonProperty("container")
    CONTAINER
}
