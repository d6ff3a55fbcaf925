package dev.dpm.api;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.NonBlocking;

import dev.dpm.view.Operations;
import dev.dpm.view.StatusText;
import dev.dpm.view.StatusView;
import dev.dpm.view.Style;

/** What {@code status} shows. */
@Path("/api/v1/status")
@Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
public class StatusResource {

    private static final int WIDEST_TERMINAL = 10_000;

    private final Operations operations;
    private final Answers answers;

    @Inject
    StatusResource(Operations operations, Answers answers) {
        this.operations = operations;
        this.answers = answers;
    }

    /**
     * The whole status, or with {@code name} that of one target; the header {@code Dpm-Exit-Code} says how
     * {@code status} ends.
     */
    @GET
    @NonBlocking
    public Response status(@QueryParam("name") String name, @QueryParam("color") String color,
            @QueryParam("boxes") String boxes, @QueryParam("width") String width,
            @Context HttpHeaders headers) {
        Style style = new Style(Query.flag("color", color), Query.flag("boxes", boxes),
                (int) Query.number("width", width, 0, 0, WIDEST_TERMINAL));
        StatusView view = about(name, operations.status()).masked();
        return (Answers.wantsJson(headers) ? answers.json(view) : answers.text(StatusText.render(view, style)))
                .header("Dpm-Exit-Code", view.isAllWell() ? 0 : 1).build();
    }

    private static StatusView about(String name, StatusView all) {
        if (name == null || name.isEmpty()) {
            return all;
        }
        return all.targets().stream().filter(target -> target.name().equals(name)).findFirst()
                .map(target -> new StatusView(all.runner(), List.of(target)))
                .orElseThrow(() -> Refusal.unknown(name));
    }
}
