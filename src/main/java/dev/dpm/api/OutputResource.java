package dev.dpm.api;

import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import dev.dpm.command.HeapGuard;
import dev.dpm.command.Query;
import dev.dpm.command.Refusal;
import dev.dpm.process.TargetName;
import dev.dpm.view.Operations;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;
import dev.dpm.view.OutputQuery.Direction;

/** Serves a target's output. The output of a removed target is served as long as its files exist. */
@Path("/api/v1/targets")
public class OutputResource {

    private static final int LONGEST_SEARCH = 200;

    private final Operations operations;
    private final Answers answers;
    private final Downloads downloads;
    private final HeapGuard heap = new HeapGuard();

    @Inject
    OutputResource(Operations operations, Answers answers, Downloads downloads) {
        this.operations = operations;
        this.answers = answers;
        this.downloads = downloads;
    }

    /**
     * The response with lines of a target's output: the last ones, those before the place {@code before}, or those from the
     * place {@code from} on.
     */
    @GET
    @Path("{name}/output")
    @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    public Response output(@PathParam("name") String name, @QueryParam("lines") String lines,
            @QueryParam("from") String from, @QueryParam("before") String before, @QueryParam("search") String search,
            @Context HttpHeaders headers) {
        OutputQuery query = query(lines, from, before, search);
        return heap.forOutput(() -> operations.output(name, query), page -> answer(name, page, headers));
    }

    private Response answer(String name, OutputPage page, HttpHeaders headers) {
        if (page.newest() == 0) {
            known(name);
        }
        if (Answers.wantsJson(headers)) {
            return answers.json(page).build();
        }
        StringBuilder text = new StringBuilder();
        page.lines().forEach(line -> text.append(line.text()).append('\n'));
        return answers.text(text.toString()).header("Dpm-From", page.from()).header("Dpm-To", page.to()).build();
    }

    private static OutputQuery query(String lines, String from, String before, String search) {
        int most = (int) Query.number("lines", lines, 10, 1, OutputQuery.MOST_LINES);
        boolean onwards = from != null && !from.isEmpty();
        boolean backwards = before != null && !before.isEmpty();
        if (onwards && backwards) {
            throw Refusal.badRequest("from and before are both given; allowed: one of them.");
        }
        if (search != null && search.length() > LONGEST_SEARCH) {
            throw Refusal.badRequest("search has " + search.length() + " characters; allowed: at most "
                    + LONGEST_SEARCH + ".");
        }
        Direction direction = onwards ? Direction.FROM : backwards ? Direction.BEFORE : Direction.LAST;
        long place = Query.number(onwards ? "from" : "before", onwards ? from : before, 0, 0, Long.MAX_VALUE);
        return new OutputQuery(direction, place, most, Optional.ofNullable(search));
    }

    @GET
    @Path("{name}/output/download")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response download(@PathParam("name") String name) {
        // the name is checked, since it becomes part of a response header
        if (!TargetName.isValid(name) || operations.output(name, OutputQuery.last(1)).newest() == 0) {
            known(name);
        }
        StreamingOutput all = downloads.of(to -> operations.copyOutput(name, to));
        // with this media type, a browser stores the output as a file and does not show it as a page
        return Response.ok(all, MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Disposition", "attachment; filename=\"" + name + ".log\"").build();
    }

    private void known(String name) {
        if (operations.target(name).isEmpty()) {
            throw Refusal.unknown(name);
        }
    }
}
