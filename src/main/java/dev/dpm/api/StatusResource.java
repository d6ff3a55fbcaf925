package dev.dpm.api;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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
import dev.dpm.view.ReadersClock;
import dev.dpm.view.StatusText;
import dev.dpm.view.StatusView;
import dev.dpm.view.Style;
import dev.dpm.view.Terminals;

/** What {@code status} shows. */
@Path("/api/v1/status")
@Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
public class StatusResource {

    private final Operations operations;
    private final Answers answers;
    private final Terminals terminals;

    @Inject
    StatusResource(Operations operations, Answers answers, Terminals terminals) {
        this.operations = operations;
        this.answers = answers;
        this.terminals = terminals;
    }

    /**
     * The whole status, or with {@code name} that of one target; the header {@code Dpm-Exit-Code} says how
     * {@code status} ends.
     */
    @GET
    @NonBlocking
    public Response status(@QueryParam("name") String name, @BeanParam Screen screen,
            @Context HttpHeaders headers) {
        Style style = screen.style(terminals);
        ReadersClock clock = screen.clock();
        StatusView view = about(name, operations.status()).masked();
        return (Answers.wantsJson(headers) ? answers.json(view) : answers.text(StatusText.render(view, style, clock)))
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
