package dev.dpm.api;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import dev.dpm.command.Commands;
import dev.dpm.command.RequestParameters.Form;

@Path("/api/v1/events")
public class EventsResource {

    private static final MediaType NDJSON = MediaType.valueOf(Answers.NDJSON);
    private static final List<MediaType> OFFERED = List.of(MediaType.TEXT_PLAIN_TYPE, NDJSON,
            MediaType.APPLICATION_JSON_TYPE);

    private final Commands commands;
    private final Answers answers;

    @Inject
    EventsResource(Commands commands, Answers answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @GET
    @Produces({MediaType.TEXT_PLAIN, Answers.NDJSON, MediaType.APPLICATION_JSON})
    public Response events(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.of(commands.events(Answers.parameters(uri, form(headers))));
    }

    private static Form form(HttpHeaders headers) {
        MediaType type = Answers.preferred(headers, OFFERED);
        if (type.equals(NDJSON)) {
            return Form.JSON_LINES;
        }
        return type.equals(MediaType.APPLICATION_JSON_TYPE) ? Form.JSON : Form.TEXT;
    }
}
