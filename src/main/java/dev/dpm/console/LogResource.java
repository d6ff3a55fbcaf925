package dev.dpm.console;

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

import io.vertx.ext.web.RoutingContext;

import dev.dpm.api.Downloads;
import dev.dpm.command.HeapGuard;
import dev.dpm.command.Refusal;
import dev.dpm.process.TargetName;
import dev.dpm.view.Operations;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;

@Path("/targets/{name}/output")
public class LogResource {

    private static final int LINES = 500;

    private final Operations operations;
    private final Downloads downloads;
    private final HeapGuard heap = new HeapGuard();

    @Inject
    LogResource(Operations operations, Downloads downloads) {
        this.operations = operations;
        this.downloads = downloads;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public String page(@PathParam("name") String name, @QueryParam("before") String before,
            @QueryParam("from") String from, @QueryParam("text") String text, @Context RoutingContext context) {
        OutputQuery query = LogPage.query(LINES, before, from, text);
        return heap.forOutput(() -> operations.output(name, query),
                page -> render(name, page, query.text().orElse(""), context));
    }

    private String render(String name, OutputPage page, String searched, RoutingContext context) {
        if (page.newest() == 0) {
            known(name);
        }
        LogPage log = LogPage.of(name, page, searched);
        return Templates.output(Frame.of(context, "Output of " + name + " · dpm-runner", 0, ""), log).render();
    }

    @GET
    @Path("download")
    public Response download(@PathParam("name") String name) {
        if (!TargetName.isValid(name) || operations.output(name, OutputQuery.last(1)).newest() == 0) {
            known(name);
        }
        StreamingOutput bytes = downloads.of(to -> operations.copyOutput(name, to));
        return Response.ok(bytes).header(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "_")
                                + ".log\"")
                .build();
    }

    private void known(String name) {
        if (Optional.ofNullable(name).flatMap(operations::target).isEmpty()) {
            throw Refusal.unknown(name);
        }
    }
}
