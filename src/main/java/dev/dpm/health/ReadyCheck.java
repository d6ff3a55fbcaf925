package dev.dpm.health;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

import dev.dpm.view.Operations;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;

/** The health check {@code ready}: up if every target is RUNNING and passes its checks. */
@Readiness
@Singleton
class ReadyCheck implements AsyncHealthCheck {

    private final Operations operations;

    @Inject
    ReadyCheck(Operations operations) {
        this.operations = operations;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::answer);
    }

    private HealthCheckResponse answer() {
        List<TargetView> targets = operations.status().targets();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("every target ready");
        targets.forEach(target -> answer.withData(target.name(), words(target)));
        return answer.status(targets.stream().allMatch(StatusView::isReady)).build();
    }

    private static String words(TargetView target) {
        String failing = target.checks().stream().filter(check -> !check.passing())
                .map(check -> check.kind().word() + " check does not pass").collect(Collectors.joining(", "));
        return failing.isEmpty() ? target.state().name() : target.state() + ", " + failing;
    }
}
