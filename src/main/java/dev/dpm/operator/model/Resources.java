package dev.dpm.operator.model;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.fabric8.kubernetes.api.model.Quantity;

/**
 * The requests and limits of a container, by the name of the resource.
 *
 * @param requests the requests, by resource name; empty if not given
 * @param limits the limits, by resource name; empty if not given
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Resources(Map<String, Quantity> requests, Map<String, Quantity> limits) {

    public Resources {
        requests = requests == null ? Map.of() : requests;
        limits = limits == null ? Map.of() : limits;
    }
}
