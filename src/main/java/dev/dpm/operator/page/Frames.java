package dev.dpm.operator.page;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.dpm.api.Problem;
import dev.dpm.api.Session;
import dev.dpm.console.Frame;
import dev.dpm.console.Renderer;
import dev.dpm.operator.page.Visitors.Visitor;
import dev.dpm.operator.webhook.Answer;
import dev.dpm.operator.webhook.Site.Request;

/**
 * Renders pages with the header and menu that all pages have.
 *
 * @param cluster the name of the cluster, shown in the header
 * @param now returns the present time in milliseconds since 1970
 */
record Frames(Renderer renderer, String cluster, Supplier<Long> now) {

    private static final int MOST_TROUBLES = 10;

    Answer page(int status, String template, Map<String, ?> data) {
        return Answers.html(status, renderer.page(template, data));
    }

    Answer problem(Request request, Problem problem) {
        return page(problem.status(), "fleet/problem", Map.of("frame", of(request, problem.title(), 0, Visitor.NOBODY),
                "problem", problem));
    }

    /**
     * The frame (header, menu and icon) of one page.
     *
     * @param troubles the number of pods in trouble, which the tab's icon shows
     */
    Frame of(Request request, String title, long troubles, Visitor visitor) {
        Optional<Session> session = visitor.session();
        return new Frame(title, (int) Math.min(MOST_TROUBLES, troubles), request.path(), "", cluster,
                RequestAuthentication.theme(request), session.map(Session::csrf).orElse(""),
                session.flatMap(Session::takeNotice).orElse(""), now.get());
    }
}
