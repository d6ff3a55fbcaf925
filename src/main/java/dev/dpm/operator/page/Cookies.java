package dev.dpm.operator.page;

import java.util.Arrays;
import java.util.Optional;

import dev.dpm.operator.webhook.Site.Request;

final class Cookies {

    private Cookies() {
    }

    static Optional<String> find(Request request, String name) {
        return request.header("cookie").stream().flatMap(header -> Arrays.stream(header.split(";"))).map(String::strip)
                .filter(cookie -> cookie.startsWith(name + "=")).map(cookie -> cookie.substring(name.length() + 1))
                .findFirst();
    }
}
