package dev.dpm.health;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;

/**
 * Pages of other sites are told nothing by the management port. Without this Quarkus lets every origin read there, and
 * fails, with a stack trace in the log, where an Origin header is of no form.
 */
@Singleton
class NoOrigins {

    void route(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(context -> {
            context.request().headers().remove(HttpHeaders.ORIGIN);
            context.next();
        });
    }
}
