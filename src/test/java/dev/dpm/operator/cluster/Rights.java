package dev.dpm.operator.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import io.fabric8.mockwebserver.http.RecordedRequest;

import dev.dpm.config.yaml.NotYaml;
import dev.dpm.config.yaml.YamlDocuments;
import dev.dpm.operator.model.Json;

/**
 * Rights written as words, such as {@code get secrets}: those that a manifest grants, and those that a request needs.
 */
final class Rights {

    private Rights() {
    }

    static Set<String> granted() throws IOException, NotYaml {
        Set<String> rights = new TreeSet<>();
        for (Object document : YamlDocuments.read(Files.readString(Path.of("deploy/operator/rbac.yaml")))) {
            JsonNode tree = Json.MAPPER.valueToTree(document);
            for (JsonNode rule : tree.path("rules")) {
                for (JsonNode resource : rule.path("resources")) {
                    rule.path("verbs").forEach(verb -> rights.add(verb.asText() + " " + resource.asText()));
                }
            }
        }
        return rights;
    }

    /**
     * The right that a request needs, from a path such as {@code /api/v1/namespaces/ops/secrets/name} or
     * {@code /apis/GROUP/VERSION/…}; none for paths that every client may read.
     */
    static Set<String> needed(RecordedRequest request) {
        String path = request.getPath().replaceAll("\\?.*", "");
        String query = request.getPath().substring(path.length());
        if (!path.startsWith("/api") || path.startsWith("/apis/authorization.k8s.io/")) {
            return Set.of();
        }
        List<String> parts = List.of(path.replaceFirst("^/(api/v1|apis/[^/]+/[^/]+)/(namespaces/[^/]+/)?", "")
                .split("/"));
        boolean isNamed = parts.size() > 1;
        String resource = parts.size() > 2 ? parts.get(0) + "/" + parts.get(2) : parts.get(0);
        return Set.of(switch (request.getMethod()) {
            case "GET" -> isNamed ? "get" : query.contains("watch=true") ? "watch" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            default -> request.getMethod();
        } + " " + resource);
    }
}
