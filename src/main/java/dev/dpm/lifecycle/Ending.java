package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.Event;
import dev.dpm.event.EventWords;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Notification;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;

/**
 * STOPPING: the runner ends the target's processes, and waits until none is left. This state also follows a crash, for at
 * most 2 s, while the runner searches for processes that the main process left behind.
 *
 * @param current the launch whose processes are ended; its main process is empty while the launch is under way
 * @param stage the present stage of ending the processes
 * @param escalateAt when the next stage begins, on the runner's monotonic clock
 * @param nextLook when the processes are counted again
 * @param exit how the main process ended; empty: unknown, or it lives
 * @param afterExit what happens when no process is left
 */
public record Ending(Ledger ledger, Life current, Stage stage, Duration escalateAt, Duration nextLook,
        Optional<ExitStatus> exit, AfterExit afterExit) implements StoppingState {

    /** The time between two counts of the remaining processes. */
    private static final Duration LOOK = Duration.ofMillis(50);
    /** The time between SIGTERM and SIGKILL for processes that the main process left behind. */
    private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(2);
    /**
     * How long the runner waits after SIGKILL for the end of the target's processes. A process in uninterruptible sleep, or one
     * that the runner may not signal, lives longer.
     */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);
    /** How long a stop waits for the result of a launch that is under way. */
    private static final Duration LAUNCH_PATIENCE = Duration.ofSeconds(10);
    /**
     * The longest time in which a launched program forks into the background (daemon(3)). A first process that ends later
     * counts as the end of the program.
     */
    private static final Duration DAEMONS_FORK_WITHIN = Duration.ofSeconds(15);
    /**
     * How long the runner waits beyond the grace period if it has not been able to send the stop signal. Then SIGKILL follows:
     * otherwise, a target whose stop signal can never be sent would live for ever.
     */
    public static final Duration UNSENT_PATIENCE = Duration.ofSeconds(10);
    /** How long the runner waits, after the end of the last process, for the exit status of the main process. */
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(2);

    /** The stages of ending processes, from the request to SIGKILL. */
    enum Stage {
        /** The launch is still under way; the runner waits for its result. */
        LAUNCHING,
        /** The main process ended by itself; the runner searches for processes that it left behind. */
        CHECKING_LEFTOVERS,
        /** Only the main process was signalled, and it has ended; the runner searches for processes that it left behind. */
        CHECKING_LEFTOVERS_BEHIND,
        /** The main process was signalled ({@code --stop_scope main}), and it still lives. */
        MAIN_ASKED,
        ASKED,
        /** The runner sends SIGKILL to all processes of the target. */
        KILLING,
        /** A process has survived SIGKILL; the runner sends it again. */
        OUTLIVED,
        /** {@link #KILL_PATIENCE} is over. One more count of the processes must show whether SIGKILL failed. */
        LAST_LOOK,
        /** No process is left, but the exit status of the main process has not arrived. */
        AWAITING_STATUS,
        /** As {@link #AWAITING_STATUS}, after the runner has sent SIGKILL. */
        AWAITING_STATUS_OF_KILLED
    }

    static Ending beforeLaunch(Ledger ledger, Life life, Situation at, AfterExit afterExit) {
        return new Ending(ledger.because(reasonOf(afterExit, ledger)), life, Stage.LAUNCHING,
                at.now().plus(LAUNCH_PATIENCE), at.now().plus(LAUNCH_PATIENCE), Optional.empty(), afterExit);
    }

    /** Begins to end a living target: by its stop_command, or else by its stop signal. */
    static Step ask(Ledger ledger, Life life, Situation at, AfterExit afterExit, String why) {
        if (HookOrders.has(Hook.STOP_COMMAND, life, at)) {
            Step asking = RunningStopCommand.begin(ledger.because(why), life, at, afterExit);
            return HookOrders.ending(Step.to(asking.next()), life, at).then(asking);
        }
        return HookOrders.ending(signal(ledger, life, at, afterExit, why), life, at);
    }

    /**
     * Sends the stop signal after the stop_command, or searches for processes left behind where the main process has ended
     * meanwhile.
     */
    static Step onceAsked(RunningStopCommand asking, Situation at) {
        if (asking.exit().isEmpty()) {
            return signal(asking.ledger(), asking.current(), at, asking.afterExit(), asking.ledger().reason());
        }
        Ending ending = new Ending(asking.ledger(), asking.current(), Stage.CHECKING_LEFTOVERS_BEHIND,
                at.now().plus(LEFTOVER_GRACE), at.now().plus(LOOK), asking.exit(), asking.afterExit());
        return Step.to(ending).doing(ending.survey(true));
    }

    private static Step signal(Ledger ledger, Life life, Situation at, AfterExit afterExit, String why) {
        TargetSpec spec = at.spec();
        boolean mainOnly = spec.stopping().scope() == StopScope.MAIN;
        Ending ending = new Ending(ledger.because(why), life, mainOnly ? Stage.MAIN_ASKED : Stage.ASKED,
                at.now().plus(spec.stopping().grace()), at.now().plus(LOOK), Optional.empty(), afterExit);
        return Step.to(ending)
                .noting(new TargetEvent.TargetStopping(at.name(), spec.stopping().signal().name(),
                        spec.stopping().grace(), why))
                .doing(new Effect.Terminate(life.number(), ending.main(), spec.stopping().signal(),
                        spec.stopping().scope()));
    }

    /** The step after the end of a main process that the runner did not end. */
    static Step afterExit(Ledger ledger, Life life, Situation at, TargetEvent.TargetExited exited,
            AfterExit afterExit) {
        Ending ending = new Ending(ledger.ended(exited.status()).because(reasonOf(afterExit, ledger)), life,
                Stage.CHECKING_LEFTOVERS,
                at.now().plus(LEFTOVER_GRACE), at.now().plus(LOOK), Optional.of(exited.status()), afterExit);
        return HookOrders.ending(Step.to(ending).noting(exited).doing(ending.survey(life.adopted())), life, at);
    }

    /** Sends SIGKILL again to a process that an earlier stop could not end. */
    static Step insist(Ledger ledger, Life life, Situation at, AfterExit afterExit) {
        Ending ending = new Ending(ledger.because("what KILL could not end before is to be gone first"), life,
                Stage.KILLING, at.now().plus(KILL_PATIENCE), at.now().plus(LOOK),
                Optional.of(new ExitStatus.Unknown()), afterExit);
        return Step.to(ending).noting(new TargetEvent.TargetKilled(at.name(), "an earlier stop could not end it"))
                .doing(ending.kill());
    }

    private static String reasonOf(AfterExit afterExit, Ledger ledger) {
        if (afterExit instanceof AfterExit.Relaunch relaunch) {
            return relaunch.scheduled().message();
        }
        if (afterExit instanceof AfterExit.Rest rest) {
            return rest.reason();
        }
        return afterExit instanceof AfterExit.GiveUp abandon ? abandon.reason() : ledger.reason();
    }

    private ProcessIdentity main() {
        return current.main().orElseThrow();
    }

    @Override
    public Optional<Duration> deadline(TargetSpec spec) {
        return Optional.of(nextLook.compareTo(escalateAt) < 0 ? nextLook : escalateAt);
    }

    @Override
    public Step onStart(Situation at, String why) {
        return current.attached()
                ? Step.to(new Ending(ledger.afresh(), current, stage, escalateAt, nextLook, exit, afterExit))
                : StoppingState.super.onStart(at, why);
    }

    @Override
    public Step onRestart(Situation at, String why) {
        return current.attached() ? Attachment.exchange(ledger, current, at, why) : onStart(at, why);
    }

    /** {@inheritDoc} The runner sends no further signal to an attached process. */
    @Override
    public Step onStop(Situation at, String why) {
        return current.attached()
                ? Attachment.letGo(ledger, current, at, why)
                : StoppingState.super.onStop(at, why);
    }

    @Override
    public Ending withAfterExit(AfterExit other) {
        return new Ending(ledger, current, stage, escalateAt, nextLook, exit, other);
    }

    private Ending at(Stage other, Duration escalation, Duration look) {
        return new Ending(ledger, current, other, escalation, look, exit, afterExit);
    }

    @Override
    public Step onLaunched(Situation at, long incarnation, ProcessIdentity main) {
        if (incarnation != current.number() || stage != Stage.LAUNCHING) {
            return Step.to(this);
        }
        Life born = current.launchedAs(main, at.now());
        Step asked = ask(ledger, born, at, afterExit, ledger.reason());
        return Step.to(this)
                .noting(new TargetEvent.TargetStarted(at.name(), incarnation, main.pid(), "launched before the stop"))
                .then(asked);
    }

    @Override
    public Step onLaunchFailed(Situation at, long incarnation, String reason, boolean runnersFault) {
        if (incarnation != current.number() || stage != Stage.LAUNCHING) {
            return Step.to(this);
        }
        return Cleaning.conclude(
                Step.to(this).noting(new TargetEvent.LaunchFailed(at.name(), incarnation, reason, runnersFault)),
                ledger, current, at, afterExit);
    }

    @Override
    public Step onExited(Situation at, long incarnation, ExitStatus status, String lastLine) {
        if (incarnation != current.number() || exit.isPresent() || stage == Stage.LAUNCHING) {
            return Step.to(this);
        }
        boolean leftoversNext = stage == Stage.MAIN_ASKED;
        Ending ended = new Ending(ledger.ended(status), current,
                leftoversNext ? Stage.CHECKING_LEFTOVERS_BEHIND : stage,
                leftoversNext ? at.now().plus(LEFTOVER_GRACE) : escalateAt, at.now().plus(LOOK), Optional.of(status),
                afterExit);
        Step step = Step.to(ended).noting(exited(at, status));
        return isAwaitingStatus()
                ? Cleaning.conclude(step, ended.ledger, current, at, afterExit)
                : step.doing(ended.survey(true));
    }

    private Event exited(Situation at, ExitStatus status) {
        StopEnd end = new StopEnd(at, current, status);
        return hasSentKill() ? end.afterKill() : end.beforeKill();
    }

    private boolean hasSentKill() {
        return switch (stage) {
            case KILLING, OUTLIVED, LAST_LOOK, AWAITING_STATUS_OF_KILLED -> true;
            case LAUNCHING, CHECKING_LEFTOVERS, CHECKING_LEFTOVERS_BEHIND, MAIN_ASKED, ASKED, AWAITING_STATUS -> false;
        };
    }

    @Override
    public Step onOomCounted(Situation at, long incarnation, long kills) {
        return incarnation == current.number() && exit.isEmpty() && stage != Stage.LAUNCHING
                ? Step.to(new Ending(ledger, current.counting(at, kills), stage, escalateAt, nextLook, exit, afterExit))
                : Step.to(this);
    }

    @Override
    public Step onSucceeded(Situation at, long incarnation, ProcessIdentity main) {
        return incarnation != current.number() || current.main().isEmpty()
                ? Step.to(this)
                : Step.to(new Ending(ledger, current.ledBy(main), stage, escalateAt, nextLook, exit, afterExit));
    }

    @Override
    public Step onNotified(Situation at, long incarnation, Notification told) {
        return incarnation == current.number()
                ? Step.to(
                        new Ending(ledger, current.heard(told, at.now()), stage, escalateAt, nextLook, exit, afterExit))
                : Step.to(this);
    }

    @Override
    public Step onSurvivorsCounted(Situation at, long incarnation, int living) {
        if (incarnation != current.number() || stage == Stage.LAUNCHING) {
            return Step.to(this);
        }
        if (living == 0) {
            return exit.isPresent() ? Cleaning.conclude(Step.to(this), ledger, current, at, afterExit) : emptied(at);
        }
        if (stage == Stage.LAST_LOOK) {
            return abandoned(at);
        }
        if (isLooking()) {
            String why = living + (living == 1 ? " process was" : " processes were") + " left behind";
            Ending told = isGoneIntoTheBackground(at) ? explained(backgroundReason(at)) : this;
            return Step.to(told.at(Stage.ASKED, at.now().plus(LEFTOVER_GRACE), at.now().plus(LOOK)))
                    .noting(new TargetEvent.TargetStopping(at.name(), Signal.TERM.name(), LEFTOVER_GRACE, why))
                    .doing(new Effect.Terminate(incarnation, main(), Signal.TERM, StopScope.TREE));
        }
        return Step.to(this);
    }

    @Override
    public Step onKillOutlived(Situation at, long incarnation) {
        return incarnation == current.number() && stage == Stage.KILLING
                ? Step.to(at(Stage.OUTLIVED, escalateAt, nextLook))
                : Step.to(this);
    }

    private boolean isLooking() {
        return stage == Stage.CHECKING_LEFTOVERS || stage == Stage.CHECKING_LEFTOVERS_BEHIND;
    }

    /**
     * Whether the main process forked into the background (daemon(3)): it ended with exit code 0 within 15 s, and left child
     * processes.
     */
    private boolean isGoneIntoTheBackground(Situation at) {
        return stage == Stage.CHECKING_LEFTOVERS && exit.equals(Optional.of(new ExitStatus.Code(0)))
                && current.age(at.now()).compareTo(DAEMONS_FORK_WITHIN) <= 0;
    }

    private Ending explained(String clause) {
        AfterExit told = afterExit.because(clause);
        return new Ending(ledger.because(reasonOf(told, ledger)), current, stage, escalateAt, nextLook, exit, told);
    }

    private static String backgroundReason(Situation at) {
        return at.spec().pidFile()
                .map(file -> "it put itself into the background, and its pid file " + file
                        + " named no living process of its own in time")
                .orElse("it puts itself into the background; let it stay in the foreground (nginx: daemon off;) or "
                        + "supervise it by its pid file (--pid_file FILE)");
    }

    /** Lets the present stage last its whole time from now on, since the runner could neither signal nor count processes. */
    @Override
    public Step onStopDelayed(Situation at, long incarnation) {
        if (incarnation != current.number()) {
            return Step.to(this);
        }
        Duration patience = switch (stage) {
            case LAUNCHING, AWAITING_STATUS, AWAITING_STATUS_OF_KILLED -> Duration.ZERO;
            case CHECKING_LEFTOVERS, CHECKING_LEFTOVERS_BEHIND -> LEFTOVER_GRACE;
            case MAIN_ASKED, ASKED -> at.spec().stopping().grace();
            case KILLING, OUTLIVED, LAST_LOOK -> KILL_PATIENCE;
        };
        Duration earliest = at.now().plus(patience);
        return patience.isZero() || earliest.compareTo(escalateAt) <= 0
                ? Step.to(this)
                : Step.to(at(stage, earliest, nextLook));
    }

    /**
     * Postpones the deadlines by the time in which the runner itself did not run, and so could send neither SIGKILL nor
     * a stop signal that was ordered before.
     */
    @Override
    public Step onStandstill(Situation at, Duration length) {
        boolean isUnsent = isAsked() && !at.unsentFor().isZero();
        return isKilling() || isUnsent
                ? Step.to(at(stage, escalateAt.plus(length), nextLook))
                : Step.to(this);
    }

    private boolean isAsked() {
        return stage == Stage.MAIN_ASKED || stage == Stage.ASKED;
    }

    private boolean isKilling() {
        return stage == Stage.KILLING || stage == Stage.OUTLIVED;
    }

    @Override
    public boolean hasOutlivedKill() {
        return stage == Stage.OUTLIVED || stage == Stage.LAST_LOOK;
    }

    @Override
    public boolean awaitsItsLaunch() {
        return stage == Stage.LAUNCHING;
    }

    private Step emptied(Situation at) {
        Stage awaiting = hasSentKill() ? Stage.AWAITING_STATUS_OF_KILLED : Stage.AWAITING_STATUS;
        return isAwaitingStatus()
                ? Step.to(this)
                : Step.to(at(awaiting, at.now().plus(EXIT_PATIENCE), at.now().plus(EXIT_PATIENCE)));
    }

    private boolean isAwaitingStatus() {
        return stage == Stage.AWAITING_STATUS || stage == Stage.AWAITING_STATUS_OF_KILLED;
    }

    @Override
    public Step onDeadline(Situation at) {
        if (at.now().compareTo(escalateAt) >= 0) {
            return escalated(at);
        }
        if (stage == Stage.LAUNCHING || at.now().compareTo(nextLook) < 0) {
            return Step.to(this);
        }
        Ending looking = at(stage, escalateAt, at.now().plus(LOOK));
        return isKilling()
                ? Step.to(looking).doing(kill())
                : Step.to(looking).doing(survey(current.adopted() || !isLooking()));
    }

    private Effect survey(boolean wide) {
        return new Effect.Survey(current.number(), main(), wide);
    }

    private Effect kill() {
        return new Effect.Terminate(current.number(), main(), Signal.KILL, StopScope.TREE);
    }

    private Step escalated(Situation at) {
        if (isAsked() && maySignalStillGo(at)) {
            return Step.to(at(stage, at.now().plus(LOOK), at.now().plus(LOOK))).doing(survey(true));
        }
        return switch (stage) {
            // if the launch still produces a process, that process is ended
            case LAUNCHING -> Launching.disowning(current, afterExit.conclude(Step.to(this), ledger, at));
            case MAIN_ASKED -> Step.to(at(Stage.ASKED, at.now().plus(LEFTOVER_GRACE), at.now().plus(LOOK)))
                    .doing(new Effect.Terminate(current.number(), main(), Signal.TERM, StopScope.TREE));
            case ASKED -> killing(at, graceOver(at));
            case CHECKING_LEFTOVERS, CHECKING_LEFTOVERS_BEHIND -> killing(at,
                    "its processes could not be counted within " + EventWords.duration(LEFTOVER_GRACE));
            case KILLING, OUTLIVED -> Step
                    .to(at(Stage.LAST_LOOK, at.now().plus(KILL_PATIENCE), at.now().plus(KILL_PATIENCE)))
                    .doing(survey(true));
            case LAST_LOOK -> abandoned(at);
            case AWAITING_STATUS, AWAITING_STATUS_OF_KILLED -> lost(at);
        };
    }

    /**
     * Whether SIGKILL must wait because the stop signal before it has not been sent yet. Without that signal, the target
     * would get no time to end by itself.
     */
    private static boolean maySignalStillGo(Situation at) {
        Duration grace = at.spec().stopping().grace();
        return !grace.isZero() && !at.unsentFor().isZero()
                && at.unsentFor().compareTo(grace.plus(UNSENT_PATIENCE)) < 0;
    }

    /** Why SIGKILL follows the stop signal. The runner may have been too busy to send that signal. */
    private static String graceOver(Situation at) {
        return at.unsentFor().isZero()
                ? "the grace is over"
                : "the grace is over, and the signal before it still waits to be sent after "
                        + EventWords.duration(at.unsentFor());
    }

    private Step killing(Situation at, String why) {
        return Step.to(at(Stage.KILLING, at.now().plus(KILL_PATIENCE), at.now().plus(LOOK)))
                .noting(new TargetEvent.TargetKilled(at.name(), why)).doing(kill());
    }

    private Step abandoned(Situation at) {
        String failed = "its processes could not be ended: KILL was sent for "
                + KILL_PATIENCE.toSeconds() + " s and some still live (process " + current.pid()
                + " and its tree)";
        if (current.attached()) {
            return exit.isPresent()
                    ? afterExit.conclude(Step.to(this), ledger, at)
                    : Attachment.afterFailedKill(Step.to(this), ledger, current, at, failed);
        }
        Step given = new AfterExit.GiveUp(failed + "; start tries again to end them, and only then starts it anew")
                .conclude(Step.to(this), ledger, at);
        return given.into(new Resting(Phase.FATAL, given.next().ledger(), Optional.of(current)));
    }

    private Step lost(Situation at) {
        ExitStatus unknown = new ExitStatus.Unknown();
        return Cleaning.conclude(Step.to(this).noting(exited(at, unknown)), ledger.ended(unknown),
                current, at, afterExit);
    }
}
