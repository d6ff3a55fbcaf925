package dev.dpm.api;

import java.util.Arrays;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.NonBlocking;

import dev.dpm.command.Query;
import dev.dpm.command.Refusal;
import dev.dpm.view.Operations;
import dev.dpm.view.UsageRange;
import dev.dpm.view.UsageSeries;

/** Serves the CPU and memory usage of a target over HTTP. */
@Path("/api/v1/targets")
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {

    private static final int MOST_POINTS = 5000;

    private final Operations operations;
    private final Answers answers;

    @Inject
    UsageResource(Operations operations, Answers answers) {
        this.operations = operations;
        this.answers = answers;
    }

    /** The response with a target's usage in the last {@code range}, in at most {@code points} points. */
    @GET
    @Path("{name}/usage")
    public Response usage(@PathParam("name") String name, @QueryParam("range") String range,
            @QueryParam("points") String points) {
        int most = (int) Query.number("points", points, MOST_POINTS, 1, MOST_POINTS);
        UsageRange asked = range(range);
        UsageSeries series = operations.usage(name, asked).orElseThrow(() -> Refusal.unknown(name));
        return answers.json(UsageColumns.of(series.reducedTo(most))).build();
    }

    private static UsageRange range(String word) {
        String asked = word == null || word.isEmpty() ? UsageRange.HOUR.word() : word;
        return UsageRange.of(asked).orElseThrow(() -> Query.notAllowed("range", asked,
                Arrays.stream(UsageRange.values()).map(UsageRange::word).collect(Collectors.joining(", "))));
    }

    @GET
    @Path("{name}/usage/recent")
    @NonBlocking
    public Response recent(@PathParam("name") String name) {
        if (operations.target(name).isEmpty()) {
            throw Refusal.unknown(name);
        }
        return answers.json(UsageColumns.of(operations.recent(name))).build();
    }
}
