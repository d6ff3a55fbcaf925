package dev.dpm.api;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;

import dev.dpm.command.CommandAnswer;
import dev.dpm.command.Json;
import dev.dpm.command.RequestParameters;
import dev.dpm.command.RequestParameters.Form;

/** Creates responses in that form which the client's Accept header prefers. Plain text is the default. */
@Singleton
class Answers {

    static final String TEXT = "text/plain;charset=UTF-8";
    static final String NDJSON = CommandAnswer.JSON_LINES;

    private final Json json;

    @Inject
    Answers(Json json) {
        this.json = json;
    }

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

    static RequestParameters parameters(UriInfo uri, HttpHeaders headers) {
        return parameters(uri, wantsJson(headers) ? Form.JSON : Form.TEXT);
    }

    static RequestParameters parameters(UriInfo uri, Form form) {
        return new RequestParameters(uri.getQueryParameters(), form);
    }

    Response of(CommandAnswer said) {
        MediaType type = MediaType.valueOf(said.type());
        // JSON is always UTF-8, and its media type has no charset parameter (RFC 8259, section 11)
        ResponseBuilder answer = Response.ok(said.body(),
                type.equals(MediaType.APPLICATION_JSON_TYPE) ? type : type.withCharset("UTF-8"));
        said.headers().forEach(answer::header);
        return answer.build();
    }
}
