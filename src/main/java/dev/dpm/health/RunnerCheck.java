package dev.dpm.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;

import dev.dpm.view.Operations;

/** The health check of the runner: up if the supervision loop ran within the last 10 seconds. */
@Liveness
@HealthGroup("runner")
@Singleton
class RunnerCheck implements AsyncHealthCheck {

    private static final double OLDEST_HEARTBEAT_SECONDS = 10;

    private final Operations operations;

    @Inject
    RunnerCheck(Operations operations) {
        this.operations = operations;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::answer);
    }

    private HealthCheckResponse answer() {
        double age = operations.status().runner().heartbeatSeconds();
        return HealthCheckResponse.named("runner").withData("heartbeat_seconds", String.valueOf(age))
                .status(age < OLDEST_HEARTBEAT_SECONDS).build();
    }
}
