package dev.dpm.lifecycle;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;

import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Checked;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Observation;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sighting;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.sampling.Usage;
import dev.dpm.testing.Tries;
import dev.dpm.testing.Usages;

/** Checks the invariants of one target in a simulated world with its own clock, for random events in random order. */
class TargetStatePropertyTest {

    /** The events that can happen to a target. */
    enum Happening {
        START, STOP, RESTART, RENEW, CHANGE_ANSWER, CRASH, CRASH_LEAVING_CHILD, SUCCEED, BREACH, GOOD_SAMPLE,
        FAIL_CHECK, PASS_CHECK,
        WORK, STALE, SOMEBODY_STARTS,
        A_MOMENT, A_SECOND, A_MINUTE, A_LONG_TIME;
    }

    private static final List<TargetSpec> SPECS = List.of(
            target("web"),
            target("web", "restart_interval=0", "max_restarts=2", "stop_grace=0"),
            target("web", "restart=on-failure", "stop_scope=main", "restart_window=60", "breach_samples=1"),
            target("web", "max_restarts=0", "breach_samples=1", "on_exhausted=leave"),
            target("web", "max_restarts=1", "breach_samples=1", "start_seconds=0", "restart_window=60",
                    "restart_interval=0"),
            target("web", "max_restarts=-1", "on_breach=stop", "breach_samples=1", "start_grace=30",
                    "tcp_check=h:1"),
            target("web", "max_restarts=2", "breach_samples=1", "check_failures=1", "tcp_check=h:1",
                    "exec_check=true"),
            target("web", "attach=true", "process_name=web", "on_breach=terminate", "on_exhausted=leave",
                    "max_restarts=1", "breach_samples=1", "restart_window=60"),
            target("web", "attach=true", "process_name=web", "on_breach=terminate", "stop_scope=main",
                    "max_restarts=-1", "breach_samples=1", "check_failures=1", "tcp_check=h:1", "stop_grace=0"),
            target("web", "attach=true", "process_name=web", "on_breach=signal:USR1", "on_exhausted=exit",
                    "max_restarts=2", "breach_samples=1", "check_failures=1", "tcp_check=h:1"),
            target("web", "attach=true", "process_name=web", "pid=4711", "on_breach=unhealthy"),
            target("web", "on_breach=signal:USR1", "breach_samples=1", "check_failures=2", "tcp_check=h:1"));

    @Test
    void nothing_that_happens_breaks_a_promise() {
        Tries.of(1500).check(any -> {
            TargetSpec spec = any.of(SPECS);
            World world = new World(spec, any.truth(), any.truth());
            any.list(120, () -> any.of(Happening.values())).forEach(world::happen);

            world.stopAndWait();

            assertThat(world.state.phase().isAtRest()).as("a stop ends: %s", world.state).isTrue();
            if (spec.attach().isEmpty()) {
                assertThat(world.living).as("a stop leaves nothing behind").isEmpty();
            }
        });
    }

    /** A simulated kernel: processes of incarnations, effects that wait to be performed, a clock. */
    private static final class World {
        private final TargetSpec spec;
        private final boolean stubborn;
        private final boolean launchesFail;
        private final Deque<Effect> effects = new ArrayDeque<>();
        private final List<Child> living = new ArrayList<>();
        private final List<Duration> restartsAt = new ArrayList<>();
        private final Set<Long> disowned = new HashSet<>();
        private final Set<Long> answered = new HashSet<>();
        private Duration ran = Duration.ZERO;
        private Duration now = Duration.ofHours(1);
        private long pids = 100;
        private TargetState state = Resting.blank();

        record Child(long incarnation, ProcessIdentity identity, boolean main) {
        }

        World(TargetSpec spec, boolean stubborn, boolean launchesFail) {
            this.spec = spec;
            this.stubborn = stubborn;
            this.launchesFail = launchesFail;
        }

        void happen(Happening happening) {
            switch (happening) {
                case START -> command((state, at) -> state.onStart(at, "by command"));
                case STOP -> command((state, at) -> state.onStop(at, "by command"));
                case RESTART -> command((state, at) -> state.onRestart(at, "by command"));
                case RENEW -> command(TargetState::onRenewed);
                case CHANGE_ANSWER -> {
                    // with the new policy, a lasting breach is counted anew, even after a termination that had no
                    // effect
                    answered.clear();
                    command(TargetState::onBreachPolicyChanged);
                }
                case CRASH -> mainEnds(new ExitStatus.Code(1));
                case SUCCEED -> mainEnds(new ExitStatus.Code(0));
                case CRASH_LEAVING_CHILD -> {
                    living.stream().filter(Child::main).findFirst()
                            .ifPresent(main -> living.add(new Child(main.incarnation(), identity(), false)));
                    mainEnds(new ExitStatus.Signaled(Signal.KILL));
                }
                case BREACH -> sample(Usages.usage(900, 9000, now));
                case GOOD_SAMPLE -> sample(Usages.usage(1, 1, now));
                case FAIL_CHECK -> check(CheckResult.failed("failed: refused"));
                case PASS_CHECK -> check(CheckResult.passed("accepted the connection"));
                case WORK -> work();
                case STALE -> stale();
                case SOMEBODY_STARTS -> somebodyStarts();
                case A_MOMENT -> pass(Duration.ofMillis(60));
                case A_SECOND -> pass(Duration.ofSeconds(1));
                case A_MINUTE -> pass(Duration.ofMinutes(1));
                case A_LONG_TIME -> pass(Duration.ofMinutes(11));
            }
        }

        private void command(BiFunction<TargetState, Situation, Step> command) {
            restartsAt.clear();
            step(command);
        }

        private void sample(Usage usage) {
            state.life().ifPresent(life -> step((state, at) -> state.onAssessed(at, life.number(), usage)));
        }

        private void check(CheckResult result) {
            state.life().ifPresent(life -> CheckSpec.of(spec.checks()).forEach(check -> step(
                    (state, at) -> state.onChecked(at, life.number(), new Checked(check, now, result)))));
        }

        private void somebodyStarts() {
            if (spec.attach().isPresent() && living.stream().noneMatch(Child::main)) {
                living.add(new Child(state.ledger().incarnation() + 1, identity(), true));
            }
        }

        /**
         * Looks for a process to attach to. A process that was started outside the runner has no incarnation before it
         * is found.
         */
        private void look(Effect.Search search) {
            Sighting sighting = living.stream().filter(Child::main).findFirst()
                    .<Sighting>map(
                            main -> new Sighting.Found(main.identity(), Duration.ofSeconds(main.identity().pid() % 3),
                                    "it matches"))
                    .orElseGet(() -> new Sighting.Nothing("no process matches"));
            living.replaceAll(child -> child.main()
                    ? new Child(search.incarnation(), child.identity(), true)
                    : child);
            step((state, at) -> state.onSighted(at, search.incarnation(), search.selector(), sighting));
        }

        private void stale() {
            long other = state.ledger().incarnation() - 1;
            TargetState before = state;
            step((state, at) -> state.onExited(at, other, new ExitStatus.Code(1)));
            step((state, at) -> state.onSurvivorsCounted(at, other, 0));
            step((state, at) -> state.onLaunched(at, other, new ProcessIdentity(1, 1, "boot")));
            step((state, at) -> state.onLaunchFailed(at, other, "late", false));
            step((state, at) -> state.onAssessed(at, other, Usages.usage(900, 9000, now)));
            step((state, at) -> state.onChecked(at, other,
                    new Checked(CheckSpec.of(target("web", "tcp_check=h:1").checks()).get(0), now,
                            CheckResult.failed("late"))));
            assertThat(state).as("a stale incarnation changes nothing").isEqualTo(before);
        }

        private void mainEnds(ExitStatus status) {
            living.stream().filter(Child::main).findFirst().ifPresent(main -> {
                living.remove(main);
                step((state, at) -> state.onExited(at, main.incarnation(), status));
            });
        }

        private ProcessIdentity identity() {
            pids++;
            return new ProcessIdentity(pids, pids, "boot");
        }

        private void step(BiFunction<TargetState, Situation, Step> stimulus) {
            TargetState before = state;
            Step step = stimulus.apply(state, new Situation(spec, now));
            state = step.next();
            attachedIsSignalledForABreachOnly(before, step);
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Disown launch) {
                    // the launch may hang for any reason
                    disowned.add(launch.incarnation());
                } else {
                    effects.add(effect);
                }
            }
            actsOnce(step);
            step.events().stream().filter(TargetEvent.RestartScheduled.class::isInstance)
                    .forEach(restart -> restartsAt.add(ran));
            budgetHolds();
        }

        private void attachedIsSignalledForABreachOnly(TargetState before, Step step) {
            boolean signals = step.effects().stream()
                    .anyMatch(effect -> effect instanceof Effect.Terminate || effect instanceof Effect.SendSignal);
            if (spec.attach().isEmpty() || !signals) {
                return;
            }
            boolean isBreach = step.events().stream().anyMatch(event -> event instanceof Observation.ThresholdBreached
                    || event instanceof Observation.CheckFailed);
            assertThat(isBreach || before instanceof Ending).as("signalled for a breach: %s", step).isTrue();
            if (isBreach) {
                restartsAt.add(ran);
            }
        }

        private void budgetHolds() {
            long counted = restartsAt.stream().filter(at -> at.compareTo(ran.minus(spec.restarts().window())) > 0)
                    .count();
            if (spec.restarts().max() >= 0) {
                assertThat(counted).as("restarts within the window").isLessThanOrEqualTo(spec.restarts().max());
            }
        }

        /**
         * Asserts that the runner reacts at most once to each incarnation, for thresholds and checks together, and ends
         * no other incarnation than the current one.
         */
        private void actsOnce(Step step) {
            step.effects().stream().filter(effect -> effect instanceof Effect.Terminate)
                    .map(effect -> ((Effect.Terminate) effect).incarnation())
                    .forEach(life -> assertThat(state.life().map(Life::number)).as("only the current life is ended")
                            .contains(life));
            boolean begins = step.events().stream().anyMatch(event -> event instanceof Observation.CheckFailed
                    || event instanceof Observation.ThresholdBreached);
            if (begins && step.next() instanceof Ending) {
                assertThat(answered.add(step.next().ledger().incarnation())).as("one answer for a life").isTrue();
            }
        }

        private void work() {
            if (!effects.isEmpty()) {
                perform(effects.poll());
            }
        }

        private void perform(Effect effect) {
            if (effect instanceof Effect.Launch launch) {
                launch(launch.incarnation());

            } else if (effect instanceof Effect.Terminate order) {
                terminate(order);
                survey(order.incarnation());
            } else if (effect instanceof Effect.Search search) {
                look(search);
            } else if (effect instanceof Effect.Survey survey) {
                survey(survey.incarnation());
            }
        }

        private void launch(long incarnation) {
            if (disowned.remove(incarnation)) {
                return;
            }
            assertThat(living).as("never two live incarnations").isEmpty();
            if (launchesFail && incarnation % 3 == 0) {
                step((state, at) -> state.onLaunchFailed(at, incarnation, "no such program", incarnation % 2 == 0));
                return;
            }
            ProcessIdentity main = identity();
            living.add(new Child(incarnation, main, true));
            step((state, at) -> state.onLaunched(at, incarnation, main));
        }

        private void terminate(Effect.Terminate order) {
            boolean dies = order.signal().equals(Signal.KILL) || !stubborn;
            for (Child child : List.copyOf(living)) {
                boolean meant = order.scope() == StopScope.TREE || child.identity().equals(order.main());
                if (dies && meant && child.incarnation() == order.incarnation()) {
                    living.remove(child);
                    if (child.main()) {
                        step((state, at) -> state.onExited(at, child.incarnation(),
                                new ExitStatus.Signaled(order.signal())));
                    }
                }
            }
        }

        private void survey(long incarnation) {
            int count = (int) living.stream().filter(child -> child.incarnation() == incarnation).count();
            step((state, at) -> state.onSurvivorsCounted(at, incarnation, count));
        }

        private void pass(Duration time) {
            now = now.plus(time);
            ran = state instanceof Living ? ran.plus(time) : ran;
            serveDeadline();
        }

        /** Reports a due deadline, as the loop does; a deadline that stays due would make the loop spin. */
        private void serveDeadline() {
            if (state.deadline(spec).filter(at -> at.compareTo(now) <= 0).isPresent()) {
                step(TargetState::onDeadline);
                assertThat(state.deadline(spec).filter(at -> at.compareTo(now) <= 0))
                        .as("a deadline that was served is over: %s", state).isEmpty();
            }
        }

        void stopAndWait() {
            command((state, at) -> state.onStop(at, "the end of the story"));
            for (int i = 0; i < 1000 && !state.phase().isAtRest(); i++) {
                while (!effects.isEmpty()) {
                    work();
                }
                pass(Duration.ofMillis(50));
            }
            while (!effects.isEmpty()) {
                work();
            }
        }
    }
}
