package dev.dpm.metrics;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.prometheus.client.CollectorRegistry;

import dev.dpm.view.Operations;

/**
 * Provides the one metrics registry from which Micrometer's endpoint reads. Quarkus by default would make a new
 * registry for each injection.
 */
class Registry {

    @Produces
    @Singleton
    CollectorRegistry registry(Operations operations) {
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new StatusCollector(operations));
        return registry;
    }
}
