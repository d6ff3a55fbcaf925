package dev.dpm.metrics;

import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Makes the metrics endpoint answer in plain text unless the client asks for OpenMetrics, which {@code promtool check metrics}
 * cannot read.
 */
@Singleton
class PlainText {

    private static final String PATH = "/q/metrics";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    /** The parameters of OpenMetrics that the endpoint supports. A request for other parameters is answered with 406. */
    private static final String OPEN_METRICS_ANSWERED = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String PLAIN = "text/plain";
    /** The position of this route: before all routes of Quarkus. */
    private static final int FIRST = -1000;

    void route(@Observes ManagementInterface management) {
        management.router().route(PATH).order(FIRST).handler(PlainText::prefer);
    }

    private static void prefer(RoutingContext context) {
        HttpServerRequest request = context.request();
        String accept = Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse("").toLowerCase(Locale.ROOT);
        boolean asksByName = accept.contains(OPEN_METRICS) && !accept.contains(PLAIN);
        request.headers().set(HttpHeaders.ACCEPT, asksByName ? OPEN_METRICS_ANSWERED : PLAIN);
        context.next();
    }
}
