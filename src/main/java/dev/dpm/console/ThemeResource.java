package dev.dpm.console;

import java.net.URI;
import java.time.Duration;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.Response;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;

import dev.dpm.api.Guard;

/**
 * Stores the chosen light or dark theme in a cookie. If the present theme is chosen again, the theme of the browser's system
 * applies.
 */
@Path("/theme")
public class ThemeResource {

    private static final int YEAR = (int) Duration.ofDays(365).toSeconds();

    @POST
    public Response choose(@FormParam("theme") String theme, @FormParam("back") String back,
            @FormParam("csrf") String csrf, @Context RoutingContext context) {
        Guard.checkForm(context, csrf);
        if (!Frame.THEMES.contains(String.valueOf(theme))) {
            throw PageRequest.notAllowed("theme", theme, "light or dark");
        }
        Cookie before = context.request().getCookie(Frame.THEME_COOKIE);
        String ours = PageRequest.ours(back);
        boolean isTakenBack = before != null && before.getValue().equals(theme);
        NewCookie cookie = new NewCookie.Builder(Frame.THEME_COOKIE).value(isTakenBack ? "" : theme).path("/")
                .sameSite(SameSite.STRICT).maxAge(isTakenBack ? 0 : YEAR).build();
        return Response.seeOther(URI.create(ours.isEmpty() ? "/" : ours)).cookie(cookie).build();
    }
}
