package dev.dpm.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.resolve.Resolver;

/** Builds start requests for tests, one change at a time. */
public record Requests(StartRequest request) {

    /** {@code start} in a folder, with the PATH of this machine. */
    public static Requests in(Path folder) {
        return new Requests(new StartRequest(false, Optional.empty(), Map.of(), List.of(), folder, "0022",
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin")));
    }

    public Requests flag(String name, String text) {
        return new Requests(new StartRequest(request.foreground(), request.name(), plus(request.flags(), name, text),
                request.command(), request.cwd(), request.umask(), request.environment()));
    }

    public Requests variable(String name, String text) {
        return new Requests(new StartRequest(request.foreground(), request.name(), request.flags(), request.command(),
                request.cwd(), request.umask(), plus(request.environment(), name, text)));
    }

    public Requests command(String... words) {
        return new Requests(new StartRequest(request.foreground(), request.name(), request.flags(), List.of(words),
                request.cwd(), request.umask(), request.environment()));
    }

    public Requests name(String name) {
        return new Requests(new StartRequest(request.foreground(), Optional.of(name), request.flags(),
                request.command(), request.cwd(), request.umask(), request.environment()));
    }

    public Requests run() {
        return new Requests(new StartRequest(true, request.name(), request.flags(), request.command(), request.cwd(),
                request.umask(), request.environment()));
    }

    public Resolution resolve() {
        return new Resolver().resolve(request, Optional.empty());
    }

    public Resolution resolve(ConfigFile file) {
        return new Resolver().resolve(request, Optional.of(file));
    }

    private static Map<String, String> plus(Map<String, String> map, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
