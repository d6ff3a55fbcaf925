package dev.dpm.operator.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.api.model.Pod;

import dev.dpm.config.yaml.NotYaml;
import dev.dpm.config.yaml.YamlDocuments;
import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.inject.Injection;
import dev.dpm.operator.inject.Injection.Injected;
import dev.dpm.operator.inject.Injection.Left;
import dev.dpm.operator.inject.Injection.Refused;
import dev.dpm.operator.inject.Injector;
import dev.dpm.operator.inject.PodMetadata;
import dev.dpm.operator.inject.PodValidation;
import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.ModelFault;
import dev.dpm.operator.model.Supervision;

/** Adds dpm-runner to manifests: to every pod and every pod template that a Supervision selects. */
public final class ManifestInjection {

    private static final String DEFAULT_NAMESPACE = "default";

    private final List<Supervision> supervisions;
    private final String namespace;
    private final Injector injector;
    private final List<String> said = new ArrayList<>();
    private int covered;
    private int refused;

    private ManifestInjection(List<Supervision> supervisions, Request request) {
        this.namespace = request.namespace()
                .or(() -> supervisions.stream().map(each -> each.getMetadata().getNamespace())
                        .filter(name -> name != null).findFirst())
                .orElse(DEFAULT_NAMESPACE);
        this.supervisions = supervisions;
        this.injector = new Injector(request.facts());
        supervisions.stream().filter(each -> each.getMetadata().getNamespace() == null)
                .forEach(each -> each.getMetadata().setNamespace(this.namespace));
    }

    /**
     * The text of a file with manifests.
     *
     * @param name the name of the file, which sentences about faults contain
     */
    public record Source(String name, String text) {
    }

    /**
     * The result of adding dpm-runner to manifests.
     *
     * @param manifests the changed documents; empty if the input is unusable
     * @param said a sentence for each pod and pod template, and for each fault
     */
    public record Outcome(Kind kind, String manifests, List<String> said) {

        public Outcome {
            said = List.copyOf(said);
        }

        /** The kinds of results of adding dpm-runner to manifests. */
        public enum Kind {
            /** Every selected pod got a dpm-runner. */
            DONE,
            /**
             * A selected pod could not get a dpm-runner, or no pod is selected; the result contains all documents
             * nevertheless.
             */
            LACKING,
            /** The manifests are unusable, so the result contains no documents. */
            UNUSABLE
        }
    }

    /**
     * A request to add dpm-runner to manifests.
     *
     * @param namespace the namespace of documents that do not name one; empty means the namespace of the first
     *     Supervision, or else {@code default}
     */
    public record Request(Source manifests, Source supervisions, Optional<String> namespace, Facts facts) {
    }

    /** Adds dpm-runner to the manifests of a request and returns the changed manifests. */
    public static Outcome of(Request request) {
        Source supervisions = request.supervisions();
        try {
            List<Supervision> read = new SupervisionReader(supervisions.name()).read(supervisions.text());
            return new ManifestInjection(read, request).into(request.manifests());
        } catch (BadManifest e) {
            return new Outcome(Outcome.Kind.UNUSABLE, "", e.getMessage().lines().toList());
        }
    }

    private Outcome into(Source manifests) throws BadManifest {
        List<Object> documents = new ArrayList<>();
        try {
            for (Object document : YamlDocuments.read(manifests.text())) {
                documents.add(document(document, manifests.name()));
            }
        } catch (NotYaml e) {
            throw new BadManifest(manifests.name() + ": " + e.getMessage());
        }
        if (covered == 0 && refused == 0) {
            said.add(manifests.name() + ": no pod of namespace " + namespace + " or another is selected by "
                    + String.join(", ", supervisions.stream().map(Supervision::shown).toList()));
        }
        return new Outcome(covered > 0 && refused == 0 ? Outcome.Kind.DONE : Outcome.Kind.LACKING,
                YamlDocuments.write(documents), said);
    }

    private Object document(Object document, String file) throws BadManifest {
        if (!YamlDocuments.isObject(document)) {
            throw new BadManifest(file + ": a document is no object of the API: it has no kind");
        }
        try {
            return Json.MAPPER.treeToValue(object(Json.tree(document), file), Object.class);
        } catch (JsonProcessingException e) {
            throw new BadManifest(file + ": " + ModelFault.sentence(e, "pod"));
        }
    }

    private JsonNode object(JsonNode object, String file) throws BadManifest {
        String kind = object.path("kind").asText();
        if (kind.equals("List") && object.get("items") instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                items.set(i, object(items.get(i), file));
            }
            return object;
        }
        Optional<List<String>> path = Workloads.path(kind);
        return path.isEmpty() ? object : workload((ObjectNode) object, path.get(), file);
    }

    private JsonNode workload(ObjectNode object, List<String> path, String file) throws BadManifest {
        JsonNode template = object;
        ObjectNode parent = object;
        for (String field : path) {
            if (!(template instanceof ObjectNode node)) {
                break;
            }
            parent = node;
            template = node.path(field);
        }
        String what = what(object);
        if (!(template instanceof ObjectNode)) {
            throw new BadManifest(file + ": " + what + " has no " + String.join(".", path));
        }
        JsonNode injected = template(object, template, what, file);
        if (path.isEmpty()) {
            return injected;
        }
        parent.set(path.get(path.size() - 1), injected);
        return object;
    }

    private JsonNode template(ObjectNode object, JsonNode template, String what, String file) throws BadManifest {
        Pod pod = pod(template, what, file);
        if (!PodValidation.isComplete(template)) {
            refused++;
            said.add(what + ": without dpm-runner: the pod has " + PodValidation.LACK);
            return template;
        }
        Injection injection = injector.inject(pod, namespaceOf(object), supervisions);
        if (injection instanceof Injected injected) {
            covered++;
            said.add(what + ": " + PodMetadata.CONTAINER + " beside it, as " + (isNative(injected.pod())
                    ? "a native sidecar"
                    : "a second container"));
            injected.notes().forEach(note -> said.add(what + ": " + note));
            return Json.changed(template, pod, injected.pod());
        }
        if (injection instanceof Refused why) {
            refused++;
            said.add(what + ": without dpm-runner: " + why.sentence());
        } else if (injection instanceof Left left) {
            covered += left.isCovered() ? 1 : 0;
            said.add(what + ": left as it is: " + left.why());
        }
        return template;
    }

    private static Pod pod(JsonNode template, String what, String file) throws BadManifest {
        try {
            return Json.MAPPER.treeToValue(template, Pod.class);
        } catch (JsonProcessingException e) {
            throw new BadManifest(file + ": " + what + " is not what the API takes: " + ModelFault.sentence(e, "pod"));
        }
    }

    private static boolean isNative(Pod pod) {
        return pod.getSpec().getInitContainers().stream()
                .anyMatch(each -> PodMetadata.CONTAINER.equals(each.getName()));
    }

    private String namespaceOf(ObjectNode object) {
        String own = object.path("metadata").path("namespace").asText();
        return own.isEmpty() ? namespace : own;
    }

    private String what(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        String name = metadata.path("name").asText(metadata.path("generateName").asText());
        return object.path("kind").asText() + " " + namespaceOf(object) + "/" + name;
    }
}
