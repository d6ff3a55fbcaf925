package dev.dpm.view;

import java.util.List;

import dev.dpm.process.Health;
import dev.dpm.process.Phase;

/** The content of {@code status}, computed once from one snapshot. Targets are sorted by name. */
public record StatusView(RunnerView runner, List<TargetView> targets) {

    /** A copy of this status in which possible secrets of every target are masked. */
    public StatusView masked() {
        return new StatusView(runner, targets.stream().map(TargetView::masked).toList());
    }

    /**
     * Whether {@code status} exits with 0: no target FATAL, given up, in breach, in BACKOFF or EXITED after a failure.
     */
    public boolean isAllWell() {
        return targets.stream().allMatch(StatusView::isWell);
    }

    /**
     * Whether a person should look at a target: the target is not well, or its health is down, and nobody has
     * acknowledged that state.
     */
    public static boolean isInTrouble(TargetView target) {
        return !target.acknowledged() && (!isWell(target) || target.health() == Health.DOWN);
    }

    /** Whether a target runs and passes all its checks. */
    public static boolean isReady(TargetView target) {
        return target.state() == Phase.RUNNING && target.checks().stream().allMatch(CheckView::passing);
    }

    /** Whether a target gives no cause for worry. */
    public static boolean isWell(TargetView target) {
        return !target.state().isTrouble() && !target.givenUp()
                && target.breach().isEmpty() && !target.story().failed();
    }
}
