package dev.dpm.view;

import java.util.List;

import dev.dpm.process.Health;
import dev.dpm.process.Phase;

/** All that {@code status} shows, computed once from one snapshot. Targets sorted by name. */
public record StatusView(RunnerView runner, List<TargetView> targets) {

    /** The same with what looks like a secret masked in every target. */
    public StatusView masked() {
        return new StatusView(runner, targets.stream().map(TargetView::masked).toList());
    }

    /** Whether {@code status} exits 0: nothing FATAL, given up, in breach, in BACKOFF or EXITED after a failure. */
    public boolean isAllWell() {
        return targets.stream().allMatch(StatusView::isWell);
    }

    /** Whether a person should look: not well, or its health is down, and nobody has acknowledged it. */
    public static boolean isInTrouble(TargetView target) {
        return !target.acknowledged() && (!isWell(target) || target.health() == Health.DOWN);
    }

    /** Whether one target runs and every check of it passes. */
    public static boolean isReady(TargetView target) {
        return target.state() == Phase.RUNNING && target.checks().stream().allMatch(CheckView::passing);
    }

    /** Whether one target gives no cause for worry. */
    public static boolean isWell(TargetView target) {
        return !target.state().isTrouble() && !target.givenUp()
                && target.breach().isEmpty() && !target.story().failed();
    }
}
