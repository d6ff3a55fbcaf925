package dev.dpm.operator.page;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import dev.dpm.api.Problem;
import dev.dpm.console.Renderer;
import dev.dpm.operator.webhook.Answer;

/**
 * Creates the HTTP responses of the operator's pages, with the same security headers as those of dpm-runner's console.
 */
final class Answers {

    static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final String HTML = "text/html;charset=UTF-8";
    private static final Map<String, String> SECURE = Map.of("Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            "Referrer-Policy", "same-origin", "X-Frame-Options", "DENY", "Strict-Transport-Security",
            "max-age=31536000");

    private Answers() {
    }

    static Answer html(int status, String page) {
        return of(status, HTML, page.getBytes(StandardCharsets.UTF_8), Map.of("Cache-Control", "no-store"));
    }

    static Answer json(String text) {
        return of(OK, "application/json", text.getBytes(StandardCharsets.UTF_8), Map.of("Cache-Control", "no-store"));
    }

    static Answer metrics(String text) {
        return of(OK, FleetMetrics.CONTENT_TYPE, text.getBytes(StandardCharsets.UTF_8),
                Map.of("Cache-Control", "no-store"));
    }

    static Answer problem(Problem problem) {
        return of(problem.status(), Problem.MEDIA_TYPE, FleetJson.problem(problem).getBytes(StandardCharsets.UTF_8),
                problem.status() == 401
                        ? Map.of("Cache-Control", "no-store", "WWW-Authenticate", "Bearer")
                        : Map.of("Cache-Control", "no-store"));
    }

    /**
     * The response that contains a style, script or icon. The browser may cache it, since its URL changes with its
     * content.
     */
    static Answer file(Renderer.File file) {
        return of(OK, file.type(), file.content(), Map.of("Cache-Control", "public, max-age=31536000, immutable"));
    }

    static Answer seeOther(String place) {
        return of(SEE_OTHER, "text/plain", new byte[0], Map.of("Location", place, "Cache-Control", "no-store"));
    }

    static Answer withCookie(Answer answer, String cookie) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put("Set-Cookie", cookie);
        return new Answer(answer.status(), answer.contentType(), answer.body(), headers);
    }

    private static Answer of(int status, String type, byte[] body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(SECURE);
        headers.putAll(more);
        return new Answer(status, type, body, headers);
    }
}
