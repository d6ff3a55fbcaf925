package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The livenessProbe that the supervised container gets. */
public enum Liveness {
    @JsonProperty("manage")
    MANAGE, @JsonProperty("chain")
    CHAIN, @JsonProperty("leave")
    LEAVE
}
