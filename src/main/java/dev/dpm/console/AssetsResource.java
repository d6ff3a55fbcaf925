package dev.dpm.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

import io.smallrye.common.annotation.NonBlocking;

import dev.dpm.console.Assets.Asset;

/** Serves styles, scripts and icons. They need no token, since the login page uses them. */
@Path("/assets")
public class AssetsResource {

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    @GET
    @Path("{name}")
    @NonBlocking
    public Response file(@PathParam("name") String name, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String encodings) {
        Asset asset = Assets.find(name).orElseThrow(() -> new WebApplicationException(404));
        EntityTag tag = new EntityTag(asset.tag());
        if (known != null && known.contains(asset.tag())) {
            return kept(Response.notModified(tag)).build();
        }
        boolean isSmall = encodings != null && encodings.contains("gzip");
        ResponseBuilder answer = Response.ok(isSmall ? asset.compressed() : asset.plain()).tag(tag)
                .header(HttpHeaders.CONTENT_TYPE, asset.type());
        return kept(isSmall ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip") : answer).build();
    }

    /**
     * The icon of the browser's tab.
     * @param troubles the number of targets in trouble; 10 means more than nine
     */
    @GET
    @Path("icon/{troubles:[0-9]|10}.svg")
    @NonBlocking
    public Response icon(@PathParam("troubles") int troubles) {
        return kept(Response.ok(Assets.icon(troubles), "image/svg+xml")).build();
    }

    private static ResponseBuilder kept(ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, FOR_GOOD).header(HttpHeaders.VARY, "Accept-Encoding");
    }
}
