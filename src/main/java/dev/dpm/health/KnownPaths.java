package dev.dpm.health;

import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.ManagementInterface;

/**
 * Answers 404 for an unknown health check. SmallRye Health would answer UP, so a probe with a misspelt URL would never fail.
 */
@Singleton
class KnownPaths {

    private static final String HEALTH = "/q/health";
    private static final Set<String> KNOWN = Set.of("", "/live", "/ready", "/started", "/group", "/group/runner",
            "/group/target");
    private static final int NOT_FOUND = 404;

    void route(@Observes ManagementInterface management) {
        management.router().route(HEALTH + "/*").order(Integer.MIN_VALUE).handler(context -> {
            String path = context.normalizedPath().substring(HEALTH.length()).replaceFirst("/+$", "");
            if (KNOWN.contains(path)) {
                context.next();
            } else {
                context.response().setStatusCode(NOT_FOUND).putHeader("Content-Type", "text/plain; charset=UTF-8")
                        .end("There is no health check at this address; there are /q/health, /q/health/live, "
                                + "/q/health/ready, /q/health/started, /q/health/group/runner and "
                                + "/q/health/group/target.\n");
            }
        });
    }
}
