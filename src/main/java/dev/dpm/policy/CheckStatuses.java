package dev.dpm.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.check.CheckSpec;

/** The status of each check in one run of a target. A check with changed settings counts as a new check. */
public record CheckStatuses(Map<CheckSpec, CheckStatus> byCheck) {

    /** The statuses of a target's checks when the target has just been launched, before the first result. */
    public static final CheckStatuses FRESH = new CheckStatuses(Map.of());

    public CheckStatuses {
        byCheck = Map.copyOf(byCheck);
    }

    public CheckStatus of(CheckSpec check) {
        return byCheck.getOrDefault(check, CheckStatus.FRESH);
    }

    /** Whether at least one of the given checks counts as failing. */
    public boolean isFailing(List<CheckSpec> inForce) {
        for (CheckSpec check : inForce) {
            if (of(check).isFailing()) {
                return true;
            }
        }
        return false;
    }

    /**
     * A copy of these statuses in which one check has a new status. Checks that are no longer among the target's
     * settings are dropped.
     *
     * @param inForce the checks in the target's present settings
     */
    public CheckStatuses with(CheckSpec check, CheckStatus status, List<CheckSpec> inForce) {
        Map<CheckSpec, CheckStatus> next = new LinkedHashMap<>(byCheck);
        next.keySet().retainAll(inForce);
        next.put(check, status);
        return new CheckStatuses(next);
    }

    /** A copy of these statuses in which all counts of failures and passes are 0. */
    public CheckStatuses uncounted() {
        Map<CheckSpec, CheckStatus> next = new LinkedHashMap<>();
        byCheck.forEach((check, status) -> next.put(check, status.uncounted()));
        return new CheckStatuses(next);
    }
}
