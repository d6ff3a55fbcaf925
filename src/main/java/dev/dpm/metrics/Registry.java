package dev.dpm.metrics;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.prometheus.client.CollectorRegistry;

import dev.dpm.view.Operations;

/**
 * Provides the one registry behind Micrometer's endpoint. By default, Quarkus would make a new registry for each
 * injection.
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
