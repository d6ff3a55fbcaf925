package dev.dpm.operator.model;

import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Supervisions for tests. */
public final class Samples {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Samples() {
    }

    /** The Supervision {@code shop/web} of pods with the label app=web; everything else has its default. */
    public static Supervision minimal() {
        return of(Map.of("selector", selector()));
    }

    /** The minimal Supervision with one option set. */
    public static Supervision with(String option, Object value) {
        return of(Map.of("selector", selector(), "options", Map.of(option, value)));
    }

    /** The Supervision {@code shop/web} with these fields in its spec. */
    public static Supervision of(Map<String, ?> spec) {
        return JSON.convertValue(Map.of("apiVersion", "dpm.dev/v1alpha1", "kind", "Supervision", "metadata",
                Map.of("name", "web", "namespace", "shop"), "spec", spec), Supervision.class);
    }

    public static Map<String, ?> selector() {
        return Map.of("matchLabels", Map.of("app", "web"));
    }
}
