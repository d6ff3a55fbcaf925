package dev.dpm.lifecycle;

import java.time.Duration;

import dev.dpm.check.CheckSpec;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.TargetSpec;
import dev.dpm.policy.CheckStatus;
import dev.dpm.process.Health;

/** Computes the health of a target for {@code /q/health/group/target}. */
public final class HealthPolicy {

    private static final Duration SLACK = Duration.ofSeconds(1);

    private HealthPolicy() {
    }

    /**
     * Whether the health of a target is UP or DOWN.
     *
     * @param now on the runner's monotonic clock; samples and check results that are older than about two of their intervals do
     * not count
     */
    public static Health of(TargetState state, TargetSpec spec, Duration now) {
        return isUp(state, spec, now) ? Health.UP : Health.DOWN;
    }

    private static boolean isUp(TargetState state, TargetSpec spec, Duration now) {
        if (state.ledger().givenUp()) {
            return false;
        }
        return switch (state.phase()) {
            case FATAL, BACKOFF -> false;
            case STOPPING -> state.following().filter(AfterExit::isTrouble).isEmpty();
            case EXITED -> !state.ledger().failed();
            case STOPPED -> true;
            case WAITING -> !(state instanceof Scheduled) || !state.ledger().failed();
            case STARTING, RUNNING -> !isUnhealthy(state, spec, now);
        };
    }

    /**
     * Whether a threshold or check makes the health DOWN. Only {@code --on_breach unhealthy} does so, and only while the last
     * sample or check is recent.
     */
    private static boolean isUnhealthy(TargetState state, TargetSpec spec, Duration now) {
        if (spec.restarts().onBreach().kind() != BreachAction.Kind.UNHEALTHY) {
            return false;
        }
        return state.life().filter(life -> isBreached(life, spec, now) || isFailing(life, spec, now)).isPresent();
    }

    private static boolean isBreached(Life life, TargetSpec spec, Duration now) {
        Duration fresh = spec.thresholds().interval().multipliedBy(2).plus(SLACK);
        return life.watch().isBreached() && life.usage()
                .filter(usage -> now.minus(usage.sample().at()).compareTo(fresh) <= 0).isPresent();
    }

    private static boolean isFailing(Life life, TargetSpec spec, Duration now) {
        Duration fresh = spec.checks().interval().multipliedBy(2).plus(spec.checks().timeout()).plus(SLACK);
        return CheckSpec.of(spec.checks()).stream()
                .anyMatch(check -> isFailing(life.checkup().of(check), check, now, fresh));
    }

    /**
     * Whether a check is failing by a recent result. A failed watchdog counts at any age: it lasts until the target sends
     * {@code WATCHDOG=1} again.
     */
    private static boolean isFailing(CheckStatus status, CheckSpec check, Duration now, Duration fresh) {
        return check.isReportedByTarget() ? status.isFailing() : status.isFailing(now, fresh);
    }
}
