package dev.dpm.health;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;

/**
 * Keeps pages of other sites from reading the management port. By default Quarkus lets every origin read there, and
 * fails with a stack trace in the log where an Origin header is malformed.
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
