package dev.dpm.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

import dev.dpm.view.Operations;

/** Startup check: up after the first snapshot of the supervision loop. */
@Startup
@Singleton
class StartedCheck implements HealthCheck {

    private final Operations operations;

    @Inject
    StartedCheck(Operations operations) {
        this.operations = operations;
    }

    @Override
    public HealthCheckResponse call() {
        int targets = operations.status().targets().size();
        return HealthCheckResponse.named("supervision").withData("targets", targets).up().build();
    }
}
