package dev.dpm.sampling.cgroup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The cgroups of a process, from {@code /proc/PID/cgroup} (cgroups(7)).
 * @param unified the path of its cgroup in version 2; empty: none
 * @param byController the path of its cgroup in version 1, by controller
 */
public record Membership(Optional<String> unified, Map<String, String> byController) {

    public Membership {
        byController = Map.copyOf(byController);
    }

    boolean shares(String controller, Membership other) {
        return byController.containsKey(controller)
                ? byController.get(controller).equals(other.byController.get(controller))
                : unified.isPresent() && unified.equals(other.unified);
    }

    /** Parses the text of {@code /proc/PID/cgroup}. Lines of another form are skipped. */
    public static Membership parse(String text) {
        Optional<String> unified = Optional.empty();
        Map<String, String> byController = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] fields = line.split(":", 3);
            if (fields.length < 3 || !fields[2].startsWith("/")) {
                continue;
            }
            if (fields[0].equals("0") && fields[1].isEmpty()) {
                unified = Optional.of(fields[2]);
            }
            for (String controller : fields[1].split(",")) {
                byController.put(controller, fields[2]);
            }
        }
        byController.remove("");
        return new Membership(unified, byController);
    }
}
