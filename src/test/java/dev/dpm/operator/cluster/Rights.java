package dev.dpm.operator.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.config.yaml.NotYaml;
import dev.dpm.config.yaml.YamlDocuments;
import dev.dpm.operator.cluster.ApiServer.Asked;
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
     * The rights that a request needs. Its path is {@code /api/v1/namespaces/ops/secrets/name} or {@code
     * /apis/GROUP/VERSION/…}; empty: anybody may send the request.
     */
    static Set<String> needed(Asked request) {
        return ApiPath.of(request.path()).map(path -> Set.of(verb(request, path) + " " + path.plural()
                + (path.part().isEmpty() ? "" : "/" + path.part()))).orElse(Set.of());
    }

    private static String verb(Asked request, ApiPath path) {
        return switch (request.method()) {
            case "GET" -> path.name().isEmpty() ? request.isWatch() ? "watch" : "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            default -> request.method();
        };
    }
}
