package dev.dpm.api;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

import dev.dpm.view.Operations.Reply;
import dev.dpm.view.Operations.StartedTarget;

/** Answers in the form that a caller prefers; where it has no preference, plain text. */
@Singleton
class Answers {

    static final String TEXT = "text/plain;charset=UTF-8";
    static final String NDJSON = "application/x-ndjson";

    private final Json json;

    @Inject
    Answers(Json json) {
        this.json = json;
    }

    /** The first of the offered types that the caller accepts, in the caller's order of preference. */
    static MediaType preferred(HttpHeaders headers, List<MediaType> offered) {
        return headers.getAcceptableMediaTypes().stream()
                .flatMap(wanted -> offered.stream().filter(wanted::isCompatible)).findFirst().orElse(offered.get(0));
    }

    static boolean wantsJson(HttpHeaders headers) {
        List<MediaType> offered = List.of(MediaType.TEXT_PLAIN_TYPE, MediaType.APPLICATION_JSON_TYPE);
        return preferred(headers, offered).equals(MediaType.APPLICATION_JSON_TYPE);
    }

    ResponseBuilder text(String text) {
        return Response.ok(text, TEXT);
    }

    ResponseBuilder json(Object view) {
        return Response.ok(json.pretty(view), MediaType.APPLICATION_JSON);
    }

    /** What became of a command; a refusal where it was not done. */
    Response reply(Reply reply, HttpHeaders headers) {
        int status = switch (reply.outcome()) {
            case DONE, ALREADY -> 200;
            case REFUSED -> 409;
            case INVALID -> 400;
            case UNKNOWN -> 404;
        };
        if (status != 200) {
            throw Refusal.of(status, reply.sentence());
        }
        ResponseBuilder answer = wantsJson(headers) ? json(reply) : text(reply.sentence() + "\n");
        return answer.header("Dpm-Started", started(reply.started())).build();
    }

    private static String started(List<StartedTarget> started) {
        return started.stream().map(target -> target.name() + "=" + target.incarnation())
                .collect(Collectors.joining(","));
    }
}
