package dev.dpm.metrics;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.prometheus.client.CollectorRegistry;

import dev.dpm.view.Operations;

/** The one registry of metrics. Quarkus would make one for each injection. */
class Registry {

    @Produces
    @Singleton
    CollectorRegistry registry(Operations operations) {
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new StatusCollector(operations));
        return registry;
    }
}
