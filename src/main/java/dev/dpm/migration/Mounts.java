package dev.dpm.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.yaml.Lined;

/**
 * The mounts of a container.
 * @param bound the folder of the machine for each mounted folder of the container
 * @param others the folders of the container in which volumes are mounted
 */
record Mounts(Map<String, String> bound, List<String> others) {

    static Mounts of(SourceFile file, Lined volumes) {
        Map<String, String> bound = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (Lined volume : volumes.items()) {
            String[] parts = volume.isText()
                    ? volume.text().split(":", 3)
                    : new String[]{volume.under("source").map(Lined::text).orElse(""),
                            volume.under("target").map(Lined::text).orElse("")};
            boolean isFolder = parts.length > 1 && (parts[0].startsWith(".") || parts[0].startsWith("/"));
            if (isFolder) {
                bound.put(plain(parts[1]), file.absolute(parts[0]));
            } else {
                others.add(parts.length > 1 ? parts[1] : parts[0]);
            }
        }
        return new Mounts(bound, others);
    }

    Optional<String> onMachine(String folder) {
        return bound.entrySet().stream()
                .filter(mount -> plain(folder).equals(mount.getKey()) || folder.startsWith(mount.getKey() + "/"))
                .max(Map.Entry.comparingByKey(java.util.Comparator.comparingInt(String::length)))
                .map(mount -> mount.getValue() + plain(folder).substring(mount.getKey().length()));
    }

    Optional<String> rest() {
        List<String> all = new ArrayList<>();
        bound.forEach((container, machine) -> all.add(container + " (" + machine + ")"));
        all.addAll(others);
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
    }

    private static String plain(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
