package dev.dpm.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.check.CheckSpec;

/** The status of each check of a target since its last launch. A check with changed settings counts as a new check. */
public record CheckStatuses(Map<CheckSpec, CheckStatus> byCheck) {

    public static final CheckStatuses FRESH = new CheckStatuses(Map.of());

    public CheckStatuses {
        byCheck = Map.copyOf(byCheck);
    }

    public CheckStatus of(CheckSpec check) {
        return byCheck.getOrDefault(check, CheckStatus.FRESH);
    }

    /** Whether at least one of these checks counts as failing. */
    public boolean isFailing(List<CheckSpec> inForce) {
        for (CheckSpec check : inForce) {
            if (of(check).isFailing()) {
                return true;
            }
        }
        return false;
    }

    /**
     * A copy with a new status of one check. Checks that the target's settings no longer contain are dropped.
     *
     * @param inForce the checks in the present settings
     */
    public CheckStatuses with(CheckSpec check, CheckStatus status, List<CheckSpec> inForce) {
        Map<CheckSpec, CheckStatus> next = new LinkedHashMap<>(byCheck);
        next.keySet().retainAll(inForce);
        next.put(check, status);
        return new CheckStatuses(next);
    }

    /** A copy in which all numbers of failures and passes are 0. */
    public CheckStatuses uncounted() {
        Map<CheckSpec, CheckStatus> next = new LinkedHashMap<>();
        byCheck.forEach((check, status) -> next.put(check, status.uncounted()));
        return new CheckStatuses(next);
    }
}
