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
 * Makes the metrics endpoint answer in Prometheus's plain text format, unless a client requests OpenMetrics by name. By
 * itself, Micrometer's endpoint answers with OpenMetrics to clients that accept any format, such as {@code curl};
 * {@code promtool check metrics} reads plain text only.
 */
@Singleton
class PlainText {

    private static final String PATH = "/q/metrics";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    /**
     * The content type of OpenMetrics with exactly the parameters that the endpoint supports; for other parameters the
     * endpoint answers with status 406.
     */
    private static final String OPEN_METRICS_ANSWERED = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String PLAIN = "text/plain";
    /**
     * The order number of this HTTP route, lower than the numbers of the routes of Quarkus's extensions, so that this
     * route comes first.
     */
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
