package dev.dpm.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.dpm.lifecycle.AwaitingDependencies;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.Phase;
import dev.dpm.supervision.TargetSnapshot;

/** Computes {@link StoryView}s from a snapshot of the targets. */
final class StoryViews {

    private StoryViews() {
    }

    static StoryView of(TargetSnapshot target, Optional<Life> life, Duration now, Instant wallNow) {
        Optional<Instant> stateSince = stateSince(target, now, wallNow);
        Optional<CheckView> failing = failing(CheckView.of(target, life, now, wallNow));
        StoryView story = new StoryView(stateSince, troubleSince(target, stateSince, now, wallNow),
                isFailed(target.state()),
                failing.flatMap(CheckView::failing), failing.flatMap(CheckView::failingSince),
                life.flatMap(Life::usage).filter(usage -> usage.sample().suspended()).isPresent(),
                life.flatMap(some -> target.moments().restart().map(restart -> new StoryView.RestartView(restart.at(),
                        some.age(now).toMillis() / 1000.0, restart.why()))));
        StoryView planned = target.nextRun().map(next -> story.running(next.instant())).orElse(story);
        StoryView whole = target.pending().isEmpty() ? planned : planned.pending(target.pending());
        return life.flatMap(some -> some.announced().words()).map(whole::saying).orElse(whole);
    }

    private static boolean isFailed(TargetState state) {
        return state.ledger().failed() || state instanceof AwaitingDependencies held && held.isStuck();
    }

    /** When a target entered its state, perhaps while an earlier runner supervised it. */
    private static Optional<Instant> stateSince(TargetSnapshot target, Duration now, Instant wallNow) {
        Optional<Instant> seen = target.since().inPhase().map(since -> wallNow.minus(now.minus(since)));
        return target.state().phase().isAtRest() ? target.moments().restingSince().or(() -> seen) : seen;
    }

    private static Optional<Instant> troubleSince(TargetSnapshot target, Optional<Instant> stateSince, Duration now,
            Instant wallNow) {
        Phase phase = target.state().phase();
        boolean isOfState = phase.isTrouble() || isFailed(target.state());
        return isOfState ? stateSince : target.since().troubled().map(since -> wallNow.minus(now.minus(since)));
    }

    /** The failing check of the target that is closest to a reaction of the runner; empty: no check fails. */
    private static Optional<CheckView> failing(List<CheckView> checks) {
        return checks.stream().filter(check -> check.failing().isPresent())
                .max(Comparator.comparingInt(CheckView::failures));
    }
}
