package dev.dpm.operator.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.zjsonpatch.JsonPatch;

import dev.dpm.operator.model.Json;

/** The objects of an {@link ApiServer}, with versions and conflicts as a real one has them. */
final class ApiStore {

    record Answer(int status, Optional<JsonNode> body) {

        Answer(int status, JsonNode body) {
            this(status, Optional.of(body));
        }
    }

    record Change(long version, String type, ApiPath path, JsonNode object) {
    }

    /** The serialization of the operator's client, which can write and read times. */
    private static final KubernetesSerialization MODELS = Models.lenient();

    private final Map<ApiPath, ObjectNode> objects = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private long version = 1;
    private long oldest = 1;

    void onChange(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** Stores an object with its status, and replaces an earlier object of that name. */
    synchronized void put(HasMetadata object) {
        ApiPath path = path(object);
        keep(path, Json.MAPPER.valueToTree(object), objects.containsKey(path) ? "MODIFIED" : "ADDED");
    }

    /**
     * Stores an object that has one more text in a part, such as its spec, as a client of another version writes it.
     */
    synchronized void put(HasMetadata object, String part, String field, String text) {
        ObjectNode tree = Json.MAPPER.valueToTree(object);
        tree.withObject("/" + part).put(field, text);
        keep(path(object), tree, "ADDED");
    }

    synchronized void remove(HasMetadata object) {
        ApiPath path = path(object);
        ObjectNode gone = objects.remove(path);
        tell(new Change(++version, "DELETED", path, gone));
    }

    synchronized <T> Optional<T> find(HasMetadata like, Class<T> type) {
        return Optional.ofNullable(objects.get(path(like)))
                .map(found -> MODELS.convertValue(found, type));
    }

    synchronized <T> List<T> all(String plural, Class<T> type) {
        return objects.entrySet().stream().filter(each -> each.getKey().plural().equals(plural))
                .map(each -> MODELS.convertValue(each.getValue(), type)).toList();
    }

    /** Forgets all changes until now, so that a watch cannot continue from an earlier version. */
    synchronized void forgetChanges() {
        oldest = ++version;
        changes.clear();
    }

    synchronized boolean remembers(long since) {
        return since >= oldest;
    }

    synchronized List<Change> since(long since, ApiPath of) {
        return changes.stream().filter(each -> each.version() > since && of.holds(each.path())).toList();
    }

    private static ApiPath path(HasMetadata object) {
        String group = object.getApiVersion().contains("/") ? "/apis/" : "/api/";
        String namespace = Optional.ofNullable(object.getMetadata().getNamespace()).orElse("");
        return new ApiPath(group + object.getApiVersion(), namespace, object.getPlural(),
                object.getMetadata().getName(),
                "");
    }

    synchronized Answer answer(String method, ApiPath path, String type, byte[] body) throws IOException {
        ObjectNode found = objects.get(path.whole());
        if (method.equals("POST")) {
            return created(path, tree(body));
        }
        if (method.equals("GET") && path.name().isEmpty()) {
            return new Answer(200, list(path));
        }
        if (found == null && method.equals("PATCH") && type.startsWith("application/apply-patch+yaml")
                && path.part().isEmpty()) {
            return new Answer(201, keep(path, (ObjectNode) tree(body), "ADDED"));
        }
        if (found == null) {
            return new Answer(404, Optional.empty());
        }
        return switch (method) {
            case "GET" -> new Answer(200, found.deepCopy());
            case "PUT" -> replaced(path, found, tree(body));
            case "PATCH" -> new Answer(200, keep(path.whole(), patched(path, found, type, tree(body)), "MODIFIED"));
            default -> new Answer(405, Optional.empty());
        };
    }

    private static JsonNode tree(byte[] body) throws IOException {
        return Json.MAPPER.readTree(body);
    }

    private ObjectNode list(ApiPath path) {
        ObjectNode list = Json.MAPPER.createObjectNode().put("kind", "List").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", Long.toString(version));
        var items = list.putArray("items");
        objects.entrySet().stream().filter(each -> path.holds(each.getKey()))
                .forEach(each -> items.add(each.getValue().deepCopy()));
        return list;
    }

    private Answer created(ApiPath collection, JsonNode object) {
        ApiPath path = collection.named(object.path("metadata").path("name").asText());
        return objects.containsKey(path)
                ? new Answer(409, Optional.empty())
                : new Answer(201, keep(path, (ObjectNode) object, "ADDED"));
    }

    private Answer replaced(ApiPath path, ObjectNode found, JsonNode object) {
        String read = object.path("metadata").path("resourceVersion").asText();
        return !read.isEmpty() && !read.equals(found.path("metadata").path("resourceVersion").asText())
                ? new Answer(409, Optional.empty())
                : new Answer(200, keep(path.whole(), (ObjectNode) object, "MODIFIED"));
    }

    /**
     * The object after a patch. Since the tests have a single applier, a server-side apply is a merge. A patch of the
     * part {@code status} changes only the status.
     */
    private static ObjectNode patched(ApiPath path, ObjectNode found, String type, JsonNode patch) {
        if (type.startsWith("application/json-patch+json")) {
            return (ObjectNode) JsonPatch.apply(patch, found);
        }
        ObjectNode changed = found.deepCopy();
        if (path.part().equals("status")) {
            changed.set("status", patch.path("status"));
        } else {
            merge(changed, patch);
        }
        return changed;
    }

    private static void merge(ObjectNode into, JsonNode patch) {
        patch.fields().forEachRemaining(field -> {
            if (field.getValue().isObject() && into.path(field.getKey()).isObject()) {
                merge((ObjectNode) into.get(field.getKey()), field.getValue());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private ObjectNode keep(ApiPath path, ObjectNode object, String type) {
        ObjectNode kept = object.deepCopy();
        ObjectNode metadata = (ObjectNode) kept.get("metadata");
        ObjectNode before = objects.get(path);
        if (before != null && before.path("status").equals(kept.path("status"))
                && before.path("spec").equals(kept.path("spec")) && isSame(before, kept)) {
            // a write that changes nothing makes no version
            return before.deepCopy();
        }
        metadata.put("resourceVersion", Long.toString(++version));
        if (!metadata.has("uid")) {
            metadata.put("uid", before == null
                    ? UUID.randomUUID().toString()
                    : before.path("metadata").path("uid").asText());
        }
        long generation = before == null ? 0 : before.path("metadata").path("generation").asLong();
        boolean isAsked = before == null || !before.path("spec").equals(kept.path("spec"));
        metadata.put("generation", isAsked ? generation + 1 : generation);
        objects.put(path, kept);
        tell(new Change(version, type, path, kept.deepCopy()));
        return kept.deepCopy();
    }

    private static boolean isSame(ObjectNode before, ObjectNode after) {
        return without(before).equals(without(after));
    }

    private static ObjectNode without(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        ((ObjectNode) copy.get("metadata")).remove(List.of("resourceVersion", "uid", "generation"));
        return copy;
    }

    private void tell(Change change) {
        changes.add(change);
        listeners.forEach(listener -> listener.accept(change));
    }
}
