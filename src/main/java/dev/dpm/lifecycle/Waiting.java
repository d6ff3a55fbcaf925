package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.AttachSelector;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.RestartCause;
import dev.dpm.process.Sighting;

/**
 * WAITING, or STARTING until the first search is finished: the runner searches for the process to attach to.
 *
 * @param nextLook when the next search begins, on the runner's monotonic clock
 * @param eagerUntil until when the runner searches every 250 ms, since most programs restart an ended process within seconds
 * @param cause the cause under which the new process counts as a restart; empty: it does not count
 * @param last the result of the last search; empty: no search is finished
 */
public record Waiting(Ledger ledger, Duration nextLook, Duration eagerUntil, Optional<RestartCause> cause,
        Optional<Sighting> last) implements TargetState {

    private static final Duration EAGER_LOOK = Duration.ofMillis(250);
    private static final Duration EAGER = Duration.ofSeconds(5);
    /** How long a search for the process may take. It takes milliseconds, so a longer one counts as hanging. */
    private static final Duration OVERDUE = Duration.ofSeconds(10);

    static Step begin(Ledger ledger, Situation at, String why) {
        return new Waiting(ledger.because(why), at.now(), at.now(), Optional.empty(), Optional.empty()).look(at);
    }

    /** Adds to a step the search for the process that replaces an ended attached process. */
    static Step afterLife(Step step, Ledger ledger, Situation at, RestartCause cause) {
        String reason = "waiting for the next process that matches " + selector(at);
        Step looking = new Waiting(ledger.because(reason), at.now(), at.now().plus(EAGER), Optional.of(cause),
                Optional.of(new Sighting.Nothing(reason))).look(at);
        return step.then(looking).noting(new TargetEvent.TargetWaiting(at.name(), reason, false));
    }

    private static AttachSelector selector(Situation at) {
        return at.spec().attach().orElseThrow(
                () -> new IllegalStateException(at.name() + " waits for a process and does not say for which"));
    }

    private Step look(Situation at) {
        boolean isEager = at.now().compareTo(eagerUntil) < 0
                && EAGER_LOOK.compareTo(at.spec().thresholds().interval()) < 0;
        Duration pause = isEager ? EAGER_LOOK : at.spec().thresholds().interval();
        return Step.to(new Waiting(ledger, at.now().plus(pause), eagerUntil, cause, last))
                .doing(new Effect.Search(nextLife(), selector(at)));
    }

    private long nextLife() {
        return ledger.incarnation() + 1;
    }

    @Override
    public Phase phase() {
        return last.isEmpty() ? Phase.STARTING : Phase.WAITING;
    }

    @Override
    public Optional<Duration> deadline(TargetSpec spec) {
        return Optional.of(nextLook);
    }

    @Override
    public Step onDeadline(Situation at) {
        if (at.now().compareTo(nextLook) < 0) {
            return Step.to(this);
        }
        boolean isOverdue = last.isEmpty() && at.now().compareTo(eagerUntil.plus(OVERDUE)) >= 0;
        return isOverdue ? overdue(at) : look(at);
    }

    /** Records that a search hangs, and orders further searches at the normal interval. */
    private Step overdue(Situation at) {
        String reason = "looking for " + selector(at) + " has not come back for " + OVERDUE.toSeconds()
                + " s: its file may lie on a server that is away";
        Step looking = new Waiting(ledger.because(reason), nextLook, eagerUntil, cause,
                Optional.of(new Sighting.Nothing(reason))).look(at);
        return looking.noting(new TargetEvent.TargetWaiting(at.name(), reason, false));
    }

    @Override
    public Step onStart(Situation at, String why) {
        return onRenewed(at);
    }

    @Override
    public Step onRenewed(Situation at) {
        return Step.to(new Waiting(ledger.afresh(), nextLook, eagerUntil, cause, last));
    }

    @Override
    public Step onRestart(Situation at, String why) {
        return Launching.begin(ledger.afresh(), at, why);
    }

    @Override
    public Step onStop(Situation at, String why) {
        return Step.to(new Resting(Phase.STOPPED, ledger.afresh().because(why)))
                .noting(new TargetEvent.TargetStopped(at.name(), why));
    }

    /** {@inheritDoc} The result of a search with an outdated selector is ignored. */
    @Override
    public Step onSighted(Situation at, long incarnation, AttachSelector asked, Sighting sighting) {
        if (incarnation != nextLife() || !at.spec().attach().equals(Optional.of(asked))) {
            return Step.to(this);
        }
        if (sighting instanceof Sighting.Found found) {
            return attached(at, found);
        }
        if (sighting instanceof Sighting.Gone gone) {
            return Step.to(new Resting(Phase.EXITED, ledger.because(gone.reason())))
                    .noting(new TargetEvent.TargetStopped(at.name(), gone.reason()));
        }
        Step waiting = Step.to(new Waiting(ledger.because(sighting.reason()), nextLook, eagerUntil, cause,
                Optional.of(sighting)));
        boolean isNews = last.filter(before -> before.getClass() == sighting.getClass()).isEmpty();
        return isNews
                ? waiting.noting(new TargetEvent.TargetWaiting(at.name(), sighting.reason(),
                        sighting instanceof Sighting.Several))
                : waiting;
    }

    private Step attached(Situation at, Sighting.Found found) {
        Ledger next = ledger.nextLife();
        Ledger counted = cause.map(next::restarted).orElse(next);
        String why = cause.filter(RestartCause.SOMEBODY_ELSE::equals).map(word -> "restarted by somebody else: ")
                .orElse("")
                + found.reason();
        Life life = Life.attached(next.incarnation(), found.main(), at.now().minus(found.age()));
        Step step = Step.to(new Living(Phase.STARTING, counted.because("attached: " + why), life))
                .doing(new Effect.Watch(life.number(), found.main()))
                .noting(new TargetEvent.TargetAttached(at.name(), life.number(), life.pid(), why));
        return life.age(at.now()).compareTo(at.spec().startSeconds()) >= 0 ? Living.promoted(step, at) : step;
    }

    /** Adds to a step that the target is EXITED: the user selected its process by pid, so no other process can match. */
    static Step onlyOne(Step step, Ledger ledger, Situation at, ExitStatus status) {
        String reason = "the process asked for by its pid ended with " + status.words();
        return step.into(new Resting(Phase.EXITED, ledger.because(reason)))
                .noting(new TargetEvent.TargetStopped(at.name(), reason));
    }
}
