package dev.dpm.operator.inject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fabric8.kubernetes.api.model.Pod;

import dev.dpm.operator.inject.Injection.Injected;
import dev.dpm.operator.inject.Injection.Left;
import dev.dpm.operator.inject.Injection.Refused;

/** Shows the changes of an injection, and no more: the sidecar is shown as the difference to an ordinary one. */
final class Shown {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null)).build();

    private Shown() {
    }

    /**
     * The changes of an injection into an ordinary pod.
     *
     * @param sidecar the added container
     * @param pod the other changes to the pod
     */
    record Ordinary(Map<String, Object> sidecar, Map<String, Object> pod) {

        /** An empty ordinary injection, compared with which everything is a difference. */
        static final Ordinary NOTHING = new Ordinary(Map.of(), Map.of());

        static Ordinary of(Pod before, Pod after) {
            return new Ordinary(Shown.sidecar(after), changed(before, after));
        }
    }

    /** @param ordinary the injection whose equal parts are left out */
    static Map<String, Object> of(Pod before, Injection injection, Ordinary ordinary) {
        if (injection instanceof Refused refused) {
            return Map.of("refused", refused.sentence());
        }
        if (injection instanceof Left left) {
            return Map.of("left", left.why());
        }
        Injected injected = (Injected) injection;
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("order", order(injected.pod()));
        shown.put("sidecar", differences(ordinary.sidecar(), sidecar(injected.pod())));
        shown.put("pod", differences(ordinary.pod(), changed(before, injected.pod())));
        if (!injected.notes().isEmpty()) {
            shown.put("notes", injected.notes());
        }
        return shown;
    }

    private static Map<String, Object> changed(Pod before, Pod after) {
        return differences(map(before), withoutSidecar(map(after)));
    }

    /** The names of the containers in their order, with init containers in brackets. */
    private static String order(Pod pod) {
        List<String> first = pod.getSpec().getInitContainers().stream().map(each -> "(" + each.getName() + ")")
                .toList();
        List<String> then = pod.getSpec().getContainers().stream().map(each -> each.getName()).toList();
        return String.join(" ", first) + (first.isEmpty() ? "" : " ") + String.join(" ", then);
    }

    private static Map<String, Object> sidecar(Pod pod) {
        Map<String, Object> spec = child(map(pod), "spec");
        return child(spec, spec.get("initContainers") != null
                && child(spec, "initContainers").containsKey(PodMetadata.CONTAINER) ? "initContainers" : "containers",
                PodMetadata.CONTAINER);
    }

    private static Map<String, Object> withoutSidecar(Map<String, Object> pod) {
        Map<String, Object> spec = child(pod, "spec");
        for (String kind : List.of("initContainers", "containers")) {
            if (spec.get(kind) != null) {
                child(spec, kind).remove(PodMetadata.CONTAINER);
            }
        }
        return pod;
    }

    private static Map<String, Object> map(Object model) {
        return named(JSON.convertValue(model, Map.class));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> map, String... path) {
        Map<String, Object> at = map;
        for (String name : path) {
            at = (Map<String, Object>) at.get(name);
        }
        return at;
    }

    /** Turns lists of named objects into maps by name. */
    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> all = new LinkedHashMap<>();
        map.forEach((key, value) -> all.put(String.valueOf(key), named(value)));
        return all;
    }

    private static Object named(Object value) {
        if (value instanceof Map<?, ?> map) {
            return named(map);
        }
        if (value instanceof List<?> list && !list.isEmpty()
                && list.stream().allMatch(each -> each instanceof Map<?, ?> map && map.containsKey("name"))) {
            Map<String, Object> byName = new LinkedHashMap<>();
            list.forEach(each -> {
                Map<String, Object> fields = named((Map<?, ?>) each);
                // a list for a name that occurs twice
                byName.merge(String.valueOf(fields.remove("name")), fields, (first, second) -> List.of(first, second));
            });
            return byName;
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> differences(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> differences = new LinkedHashMap<>();
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            Object then = before.get(key);
            Object now = after.get(key);
            if (then instanceof Map && now instanceof Map) {
                Map<String, Object> deeper = differences((Map<String, Object>) then, (Map<String, Object>) now);
                if (!deeper.isEmpty()) {
                    differences.put(key, deeper);
                }
            } else if (!Objects.equals(then, now)
                    && !(then == null && now instanceof Map<?, ?> map && map.isEmpty())) {
                differences.put(key, now == null ? "gone" : now);
            }
        }
        return differences;
    }
}
