package dev.dpm.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The label, the unit and the possible values of a setting in a form. */
record FieldWords(String label, String unit, List<String> choices) {

    private static final Map<String, FieldWords> KNOWN = Map.of(
            "cpu_threshold", new FieldWords("CPU threshold", "% of one core, or off", List.of()),
            "memory_threshold",
            new FieldWords("Memory threshold", "MiB, or with a unit such as 1.5Gi, or off", List.of()),
            "breach_samples", new FieldWords("Samples that make a breach", "in a row", List.of()),
            "on_breach", new FieldWords("On a breach", "", List.of("restart", "stop", "unhealthy", "none")),
            "monitor_interval", new FieldWords("Measure every", "seconds", List.of()),
            "max_restarts", new FieldWords("Restarts allowed", "-1: no limit", List.of()),
            "restart_window", new FieldWords("Within", "seconds of running time", List.of()));
    private static final String TERMINATE = "terminate";

    static FieldWords of(String option) {
        return Optional.ofNullable(KNOWN.get(option)).orElseGet(() -> new FieldWords(option, "", List.of()));
    }

    /** The values that the form offers for the setting. They include the present value. */
    List<String> choices(String value, boolean isAttached) {
        List<String> all = new ArrayList<>(choices);
        if (isAttached && !all.isEmpty()) {
            all.add(TERMINATE);
        }
        if (!all.isEmpty() && !all.contains(value)) {
            all.add(value);
        }
        return List.copyOf(all);
    }
}
