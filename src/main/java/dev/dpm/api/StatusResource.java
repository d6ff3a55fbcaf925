package dev.dpm.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
import dev.dpm.view.TargetView;
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
     * The whole status, or with {@code name} (which may be repeated) that of some targets; the header {@code Dpm-Exit-Code} says how
     * {@code status} ends.
     */
    @GET
    @NonBlocking
    public Response status(@QueryParam("name") List<String> name, @BeanParam Screen screen,
            @Context HttpHeaders headers) {
        Style style = screen.style(terminals);
        ReadersClock clock = screen.clock();
        StatusView view = about(name, operations.status()).masked();
        return (Answers.wantsJson(headers) ? answers.json(view) : answers.text(StatusText.render(view, style, clock)))
                .header("Dpm-Exit-Code", view.isAllWell() ? 0 : 1).build();
    }

    private static StatusView about(List<String> names, StatusView all) {
        Set<String> asked = new LinkedHashSet<>(names);
        asked.remove("");
        if (asked.isEmpty()) {
            return all;
        }
        Map<String, TargetView> known = new TreeMap<>();
        all.targets().forEach(target -> known.put(target.name(), target));
        asked.stream().filter(name -> !known.containsKey(name)).findFirst().ifPresent(name -> {
            throw Refusal.unknown(name);
        });
        return new StatusView(all.runner(), asked.stream().map(known::get).toList());
    }
}
