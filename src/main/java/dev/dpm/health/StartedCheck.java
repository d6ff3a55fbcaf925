package dev.dpm.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

import dev.dpm.view.Operations;

/** The startup check: up as soon as the supervision loop has made its first snapshot of all targets. */
@Startup
@Singleton
class StartedCheck implements AsyncHealthCheck {

    private final Operations operations;

    @Inject
    StartedCheck(Operations operations) {
        this.operations = operations;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::answer);
    }

    private HealthCheckResponse answer() {
        int targets = operations.status().targets().size();
        return HealthCheckResponse.named("supervision").withData("targets", targets).up().build();
    }
}
