package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The forms in which dpm-runner is put into a pod. */
public enum Form {
    @JsonProperty("auto")
    AUTO, @JsonProperty("native")
    NATIVE, @JsonProperty("container")
    CONTAINER
}
