package dev.dpm.metrics;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.prometheus.client.CollectorRegistry;

import dev.dpm.view.Operations;

/** The only registry of metrics. Without this class, Quarkus would make a registry for each injection. */
class Registry {

    @Produces
    @Singleton
    CollectorRegistry registry(Operations operations) {
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new StatusCollector(operations));
        return registry;
    }
}
