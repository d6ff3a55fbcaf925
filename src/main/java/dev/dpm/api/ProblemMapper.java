package dev.dpm.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a resource threw, or what matched no resource, into a problem the caller can read. */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final ProblemAnswer answer;

    @Inject
    ProblemMapper(ProblemAnswer answer) {
        this.answer = answer;
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException refusal, HttpHeaders headers, UriInfo uri) {
        int status = refusal.getResponse().getStatus();
        Response response = respond(Problem.of(status, sentence(refusal, status, uri)), headers, uri);
        String againAfter = refusal.getResponse().getHeaderString(HttpHeaders.RETRY_AFTER);
        return againAfter == null
                ? response
                : Response.fromResponse(response).header(HttpHeaders.RETRY_AFTER, againAfter).build();
    }

    @ServerExceptionMapper
    Response failed(Throwable fault, HttpHeaders headers, UriInfo uri) {
        LOG.errorf(fault, "a request failed path=%s", uri.getPath());
        return respond(Problem.of(500, "The runner could not answer; its log says why. Targets are not affected."),
                headers, uri);
    }

    private Response respond(Problem problem, HttpHeaders headers, UriInfo uri) {
        ProblemAnswer.Body body = answer.of(problem, uri.getPath(), headers.getHeaderString(HttpHeaders.ACCEPT));
        return Response.status(problem.status()).type(body.mediaType()).entity(body.text()).build();
    }

    private static String sentence(WebApplicationException refusal, int status, UriInfo uri) {
        if (refusal instanceof Refusal ours) {
            return ours.getMessage();
        }
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
