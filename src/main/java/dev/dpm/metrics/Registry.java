package dev.dpm.metrics;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.prometheus.client.CollectorRegistry;

import dev.dpm.view.Operations;

/** The registry behind Micrometer's endpoint. Quarkus's own default makes a new one for whoever asks for it. */
class Registry {

    @Produces
    @Singleton
    CollectorRegistry registry(Operations operations) {
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new StatusCollector(operations));
        return registry;
    }
}
