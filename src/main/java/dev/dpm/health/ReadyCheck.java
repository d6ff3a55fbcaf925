package dev.dpm.health;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.dpm.view.Operations;
import dev.dpm.view.TargetView;

/** Every target is RUNNING; where there is none, nothing is missing. */
@Readiness
@Singleton
class ReadyCheck implements HealthCheck {

    private final Operations operations;

    @Inject
    ReadyCheck(Operations operations) {
        this.operations = operations;
    }

    @Override
    public HealthCheckResponse call() {
        List<TargetView> targets = operations.status().targets();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("every target running");
        targets.forEach(target -> answer.withData(target.name(), target.state()));
        return answer.status(targets.stream().allMatch(target -> target.state().equals("RUNNING"))).build();
    }
}
