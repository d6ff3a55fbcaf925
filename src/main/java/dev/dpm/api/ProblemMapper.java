package dev.dpm.api;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.vertx.core.http.HttpClosedException;

import dev.dpm.command.Refusal;

class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private static final int MOST_CAUSES = 10;
    private static final String OURS = "dev.dpm.";

    private final ProblemAnswer answer;

    @Inject
    ProblemMapper(ProblemAnswer answer) {
        this.answer = answer;
    }

    @ServerExceptionMapper
    Response refused(Refusal refusal, HttpHeaders headers, UriInfo uri) {
        Response response = respond(Problem.of(refusal.status(), refusal.getMessage()), headers, uri);
        return refusal.againAfterSeconds().isEmpty()
                ? response
                : Response.fromResponse(response)
                        .header(HttpHeaders.RETRY_AFTER, refusal.againAfterSeconds().getAsInt()).build();
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException refusal, HttpHeaders headers, UriInfo uri) {
        int status = refusal.getResponse().getStatus();
        return respond(Problem.of(status, sentence(status, uri)), headers, uri);
    }

    @ServerExceptionMapper
    Response failed(Throwable fault, HttpHeaders headers, UriInfo uri) {
        if (isOfTheRequest(fault)) {
            return respond(Problem.of(400, "The request to " + uri.getPath() + " could not be read: something in its "
                    + "address, header or form is not encoded as it has to be."), headers, uri);
        }
        if (isCutShort(fault)) {
            LOG.debugf("a request was cut short path=%s", uri.getPath());
        } else {
            LOG.errorf(fault, "a request failed path=%s", uri.getPath());
        }
        return respond(Problem.of(500, "The runner could not answer; its log says why. Targets are not affected."),
                headers, uri);
    }

    private static boolean isOfTheRequest(Throwable fault) {
        boolean isOurs = Arrays.stream(fault.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(OURS) && !isThis(frame));
        return !isOurs && (fault instanceof IllegalArgumentException || fault instanceof IndexOutOfBoundsException);
    }

    private static boolean isThis(StackTraceElement frame) {
        return frame.getClassName().startsWith(ProblemMapper.class.getName());
    }

    private static boolean isCutShort(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES)
                .anyMatch(cause -> cause instanceof HttpClosedException || isFromTheBody(cause));
    }

    private static boolean isFromTheBody(Throwable fault) {
        return fault instanceof IOException && Arrays.stream(fault.getStackTrace())
                .anyMatch(frame -> frame.getClassName().contains("VertxInputStream"));
    }

    private Response respond(Problem problem, HttpHeaders headers, UriInfo uri) {
        ProblemAnswer.Body body = answer.of(problem, uri.getPath(), headers.getHeaderString(HttpHeaders.ACCEPT));
        return Response.status(problem.status()).type(body.mediaType()).entity(body.text()).build();
    }

    private static String sentence(int status, UriInfo uri) {
        String path = uri.getPath();
        return switch (status) {
            case 404 -> "There is nothing at " + path + ".";
            case 405 -> path + " does not answer to this method.";
            case 406 -> path + " cannot answer in the form that the Accept header asks for.";
            case 413 -> "The request's body is too large.";
            case 415 -> path + " does not take a body of this Content-Type.";
            default -> "The request to " + path + " could not be read.";
        };
    }
}
