package dev.dpm.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.check.CheckSpec;

/** How the checks of one incarnation stand. A check that was changed is another check and starts clean. */
public record Checkup(Map<CheckSpec, Standing> standings) {

    /** A new process starts clean. */
    public static final Checkup FRESH = new Checkup(Map.of());

    public Checkup {
        standings = Map.copyOf(standings);
    }

    public Standing of(CheckSpec check) {
        return standings.getOrDefault(check, Standing.FRESH);
    }

    /** Whether one of these fails. */
    public boolean isFailing(List<CheckSpec> inForce) {
        return inForce.stream().anyMatch(check -> of(check).isFailing());
    }

    /** Forgets checks that are no longer in force. */
    public Checkup with(CheckSpec check, Standing standing, List<CheckSpec> inForce) {
        Map<CheckSpec, Standing> next = new LinkedHashMap<>(standings);
        next.keySet().retainAll(inForce);
        next.put(check, standing);
        return new Checkup(next);
    }

    /** The same results, and nothing counted. */
    public Checkup uncounted() {
        Map<CheckSpec, Standing> next = new LinkedHashMap<>();
        standings.forEach((check, standing) -> next.put(check, standing.uncounted()));
        return new Checkup(next);
    }
}
