package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the operator does with the livenessProbe of the supervised container. */
public enum Liveness {
    @JsonProperty("manage")
    MANAGE, @JsonProperty("chain")
    CHAIN, @JsonProperty("leave")
    LEAVE
}
