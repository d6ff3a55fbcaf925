package dev.dpm.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import dev.dpm.command.Json;

/** Chooses the form of the response about a problem: HTML for pages, otherwise plain text or JSON. */
@Singleton
class ProblemAnswer {

    record Body(String mediaType, String text) {
    }

    private final Json json;
    private final ProblemPage page;

    @Inject
    ProblemAnswer(Json json, ProblemPage page) {
        this.json = json;
        this.page = page;
    }

    /**
     * The body of the response about a problem.
     * @param accept the Accept header; null: missing
     */
    Body of(Problem problem, String path, String accept) {
        return of(problem, path, accept, "");
    }

    private Body of(Problem problem, String path, String accept, String address) {
        List<String> types = accepted(accept);
        if (!types.isEmpty() && types.stream().allMatch(type -> type.equals("text/plain"))) {
            return new Body("text/plain;charset=UTF-8", problem.detail() + "\n");
        }
        boolean isPage = !path.startsWith("/api/") && types.contains("text/html");
        return isPage
                ? new Body("text/html;charset=UTF-8", page.html(problem, address))
                : new Body(Problem.MEDIA_TYPE, json.pretty(problem));
    }

    /** Sends the response about a problem of a request that no resource answers. */
    void end(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        String address = context.request().method().equals(HttpMethod.GET) ? context.request().uri() : "";
        Body body = of(problem, context.normalizedPath(), context.request().getHeader(HttpHeaders.ACCEPT), address);
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, body.mediaType())
                .end(body.text());
    }

    private static List<String> accepted(String accept) {
        return accept == null
                ? List.of()
                : Arrays.stream(accept.split(",")).map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                        .filter(type -> !type.isEmpty()).toList();
    }
}
