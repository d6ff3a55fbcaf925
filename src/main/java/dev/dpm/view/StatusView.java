package dev.dpm.view;

import java.util.List;

import dev.dpm.process.Health;
import dev.dpm.process.Phase;

/** What the command {@code status} shows, all from the same moment. The targets are sorted by name. */
public record StatusView(RunnerView runner, List<TargetView> targets) {

    /** A copy of this status in which secrets are masked. */
    public StatusView masked() {
        return new StatusView(runner, targets.stream().map(TargetView::masked).toList());
    }

    /**
     * Whether the command {@code status} exits with 0: no target is FATAL, given up, in breach, in BACKOFF or EXITED after a
     * failure.
     */
    public boolean isAllWell() {
        return targets.stream().allMatch(StatusView::isWell);
    }

    /** Whether a target needs a person's attention: it is not well, or a check fails, and no person has acknowledged this. */
    public static boolean isInTrouble(TargetView target) {
        return !target.acknowledged() && (!isWell(target) || target.health() == Health.DOWN);
    }

    /** Whether a target is RUNNING and passes all its checks. */
    public static boolean isReady(TargetView target) {
        return target.state() == Phase.RUNNING && target.checks().stream().allMatch(CheckView::passing);
    }

    /**
     * Whether a target is well: not FATAL or in BACKOFF, not given up, not in breach, and not EXITED after a failure.
     */
    public static boolean isWell(TargetView target) {
        return !target.state().isTrouble() && !target.givenUp()
                && target.breach().isEmpty() && !target.story().failed();
    }
}
