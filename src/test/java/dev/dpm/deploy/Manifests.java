package dev.dpm.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;

/**
 * Reads Kubernetes manifests as typed objects. Reading fails at a field that the API does not have, and at a doubled
 * key.
 */
final class Manifests {

    static final Path FOLDER = Path.of("deploy", "kubernetes");
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of("Deployment", Deployment.class,
            "NetworkPolicy", NetworkPolicy.class);

    private Manifests() {
    }

    /** Every manifest under a folder; kustomizations are not among them. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Deployment deployment(Path file) {
        return (Deployment) read(file).get(0);
    }

    static List<HasMetadata> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<HasMetadata> parse(String yaml) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<HasMetadata> manifests = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(yaml)) {
            String kind = String.valueOf(((Map<?, ?>) document).get("kind"));
            if (!KINDS.containsKey(kind)) {
                throw new IllegalArgumentException("a kind that this test does not know: " + kind);
            }
            manifests.add(mapper().convertValue(document, KINDS.get(kind)));
        }
        return manifests;
    }

    /** A mapper that refuses unknown fields, which the client library's models would otherwise collect in a map. */
    private static ObjectMapper mapper() {
        return JsonMapper.builder().annotationIntrospector(new JacksonAnnotationIntrospector() {
            private static final long serialVersionUID = 1;

            @Override
            public Boolean hasAnySetter(Annotated annotated) {
                return false;
            }
        }).build();
    }
}
