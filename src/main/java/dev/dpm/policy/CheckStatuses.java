package dev.dpm.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.check.CheckSpec;

/** How the checks of one incarnation stand. A check that was changed is another check and starts clean. */
public record CheckStatuses(Map<CheckSpec, CheckStatus> standings) {

    /** A new process starts clean. */
    public static final CheckStatuses FRESH = new CheckStatuses(Map.of());

    public CheckStatuses {
        standings = Map.copyOf(standings);
    }

    public CheckStatus of(CheckSpec check) {
        return standings.getOrDefault(check, CheckStatus.FRESH);
    }

    /** Whether one of these fails. */
    public boolean isFailing(List<CheckSpec> inForce) {
        return inForce.stream().anyMatch(check -> of(check).isFailing());
    }

    /** Forgets checks that are no longer in force. */
    public CheckStatuses with(CheckSpec check, CheckStatus status, List<CheckSpec> inForce) {
        Map<CheckSpec, CheckStatus> next = new LinkedHashMap<>(standings);
        next.keySet().retainAll(inForce);
        next.put(check, status);
        return new CheckStatuses(next);
    }

    /** The same results, and nothing counted. */
    public CheckStatuses uncounted() {
        Map<CheckSpec, CheckStatus> next = new LinkedHashMap<>();
        standings.forEach((check, status) -> next.put(check, status.uncounted()));
        return new CheckStatuses(next);
    }
}
