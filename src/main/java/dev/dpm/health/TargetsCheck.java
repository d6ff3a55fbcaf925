package dev.dpm.health;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.jboss.logging.Logger;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;

import dev.dpm.process.Health;
import dev.dpm.view.Operations;
import dev.dpm.view.TargetView;

/**
 * The health check of the targets: down if the health of one target is down. A target whose health is unknown counts as up,
 * since a failing probe restarts the container.
 */
@Liveness
@HealthGroup("target")
@Singleton
class TargetsCheck implements AsyncHealthCheck {

    private static final Logger LOG = Logger.getLogger(TargetsCheck.class);

    private final Operations operations;

    @Inject
    TargetsCheck(Operations operations) {
        this.operations = operations;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::answer);
    }

    private HealthCheckResponse answer() {
        List<TargetView> targets = targets();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("targets");
        targets.forEach(target -> answer.withData(target.name(), target.state() + " " + target.health()));
        return answer.status(targets.stream().noneMatch(target -> target.health() == Health.DOWN)).build();
    }

    private List<TargetView> targets() {
        try {
            return operations.status().targets();
        } catch (RuntimeException e) {
            LOG.warnf(e, "the targets' health could not be read; unknown counts as up");
            return List.of();
        }
    }
}
