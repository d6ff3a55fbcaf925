package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Checked;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.EventWords;
import dev.dpm.policy.CheckPolicy;
import dev.dpm.policy.CheckStatus;

/**
 * The check of targets that send signs of life ({@code WATCHDOG=1} of sd_notify(3)). The time that is allowed without a sign
 * already includes delays, so one missing sign is enough for a failing check.
 */
final class Watchdog {

    static final CheckResult ALIVE = CheckResult.passed("got WATCHDOG=1");
    static final CheckResult TRIGGERED = CheckResult.failed("got WATCHDOG=trigger");
    /** The result after a time in which the runner did not run: signs of that time may still be unread. */
    static final CheckResult UNHEARD = CheckResult.unknown("was not listened to: the runner itself stood still");

    private static final CheckResult BEGUN = CheckResult.passed("began to wait for WATCHDOG=1");

    private Watchdog() {
    }

    static Optional<CheckSpec.Watchdog> of(TargetSpec spec) {
        return spec.checks().watchdog().map(CheckSpec.Watchdog::new);
    }

    /** A copy of a life in which the watchdog is started: the target must send signs of life from now on. */
    static Life armed(Life life, Situation at) {
        return of(at.spec()).map(watchdog -> {
            Checked begun = new Checked(watchdog, at.now(), BEGUN);
            return life.checked(life.checkup().with(watchdog, judge(CheckStatus.FRESH, begun).status(),
                    CheckSpec.of(at.spec().checks())));
        }).orElse(life);
    }

    /**
     * When the allowed time without a sign of life is over, on the runner's monotonic clock. Empty: no sign is expected, or the
     * time is over already.
     */
    static Optional<Duration> silentAt(Life life, TargetSpec spec) {
        return of(spec).flatMap(watchdog -> {
            CheckStatus status = life.checkup().of(watchdog);
            return status.latest().filter(last -> !status.isFailing())
                    .map(last -> last.begun().plus(watchdog.silence()));
        });
    }

    static CheckResult silence(TargetSpec spec) {
        return CheckResult.failed("got no WATCHDOG=1 for "
                + EventWords.duration(spec.checks().watchdog().orElseThrow()));
    }

    static CheckPolicy.Verdict judge(CheckStatus before, Checked result) {
        return CheckPolicy.judge(before, result, result.begun(), Duration.ZERO, 1);
    }
}
