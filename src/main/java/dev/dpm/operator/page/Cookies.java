package dev.dpm.operator.page;

import java.util.Arrays;
import java.util.Optional;

import dev.dpm.operator.webhook.Site.Request;

/** Parses the HTTP header Cookie (RFC 6265). */
final class Cookies {

    private Cookies() {
    }

    static Optional<String> find(Request request, String name) {
        return request.header("cookie").stream().flatMap(header -> Arrays.stream(header.split(";"))).map(String::strip)
                .filter(cookie -> cookie.startsWith(name + "=")).map(cookie -> cookie.substring(name.length() + 1))
                .findFirst();
    }
}
