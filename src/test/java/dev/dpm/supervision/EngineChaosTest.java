package dev.dpm.supervision;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.check.CheckResult;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Component;
import dev.dpm.event.Journal;
import dev.dpm.history.EventJournal;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sighting;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.Supervisor.EndRules;
import dev.dpm.supervision.effect.Ports;
import dev.dpm.testing.FakeSampler;
import dev.dpm.testing.FakeWorld;
import dev.dpm.testing.ManualClock;
import dev.dpm.testing.Tries;
import dev.dpm.testing.WallClock;

/**
 * Causes random faults in the supervision, from the seed of {@link Tries}: {@code -Ddpm.seed=N} repeats them, {@code
 * -Ddpm.chaos.faults=N} (300) causes more. After each fault the invariants are checked.
 */
class EngineChaosTest {

    private enum Fault {
        CRASH, CRASH_LEAVING_CHILD, START, STOP, RESTART, CLOCK_JUMPS, WALL_CLOCK_BACK, SAMPLES_BREAK, SAMPLES_MISS,
        SURVEYS_LOST, SURVEY_LATE, RUNNER_CANNOT_LAUNCH, TARGET_CANNOT_LAUNCH, OLD_EXITS, SAVES_REFUSED, STEP_THROWS,
        BREACH, A_SECOND
    }

    /** A target with faults of its own, and three restarts. */
    private static final TargetName VICTIM = new TargetName("victim");
    /** A target that meets only faults of the runner. */
    private static final TargetName INNOCENT = new TargetName("innocent");
    /** A target to which nothing happens. */
    private static final TargetName BYSTANDER = new TargetName("bystander");
    private static final int RESTARTS = 3;

    @TempDir
    private Path folder;
    private final long seed = Tries.seed();
    private final Random chance = new Random(seed);
    private final ManualClock clock = new ManualClock();
    private final FakeSampler sampler = new FakeSampler(clock);
    private final TroubledWorld world = new TroubledWorld(sampler);
    private final Map<Fault, AtomicInteger> counts = new EnumMap<>(Fault.class);
    private final WallClock wallClock = WallClock.at("2026-01-01T00:00:00Z");
    @AutoClose
    private EventJournal journal;
    @AutoClose
    private Supervisor supervisor;
    private int number;
    private Fault fault;

    @BeforeEach
    void begin() {
        journal = new EventJournal(folder, wallClock);
        supervisor = new Supervisor(
                new Ports(world, world, world, journal, world, (life, usage, memory, every, minute) -> {
                }, recorded -> {
                }, clock, identity -> Duration.ofSeconds(100), name -> folder.resolve("out"), () -> {
                }, FakeWorld.BOOT, order -> CheckResult.passed("fine"),
                        (selector, supervised) -> new Sighting.Nothing("nobody looks")),
                new EndRules(false));
        supervisor.begin();
        TargetSpec victim = target("victim", "max_restarts=" + RESTARTS, "restart_window=600", "stop_grace=3",
                "memory_threshold=100", "breach_samples=1", "monitor_interval=1", "restart_interval=0");
        Bench.answer(supervisor.start(List.of(victim, target("innocent", "restart_interval=0", "max_restarts=0"),
                target("bystander", "monitor_interval=1")), "by command"));
        settles(() -> assertThat(phase(BYSTANDER)).isEqualTo(Phase.RUNNING));
    }

    @Test
    void promises_hold_after_every_fault() {
        int faults = Integer.getInteger("dpm.chaos.faults", 300);
        System.out.println("engine chaos: -Ddpm.seed=" + seed + ", " + faults + " faults");
        for (number = 1; number <= faults; number++) {
            fault = Fault.values()[chance.nextInt(Fault.values().length)];
            counts.computeIfAbsent(fault, any -> new AtomicInteger()).incrementAndGet();
            inject();
            check();
        }
        everyStopEnds();
        System.out.println("engine chaos: survived " + counts);
        assertThat(counts.values().stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(faults);
    }

    private void inject() {
        switch (fault) {
            case CRASH -> crash();
            case CRASH_LEAVING_CHILD -> {
                supervisor.snapshot().target(VICTIM).flatMap(t -> t.state().life()).filter(l -> l.main().isPresent())
                        .filter(life -> world.isAlive(life.main().get()))
                        .ifPresent(life -> world.world.appears(incarnation(life)));
                crash();
            }
            case START -> Bench.answer(supervisor.start(VICTIM, "chaos"));
            case STOP -> stop(VICTIM);
            case RESTART -> Bench.answer(supervisor.restart(chance.nextBoolean() ? VICTIM : INNOCENT, "chaos"));
            case CLOCK_JUMPS -> advance(Duration.ofMillis(chance.nextInt(600_000)));
            case WALL_CLOCK_BACK -> wallClock.advance(Duration.ofSeconds(-chance.nextInt(100_000)));
            case SAMPLES_BREAK -> world.brokenSamples.set(chance.nextInt(6));
            case SAMPLES_MISS -> {
                sampler.blind = true;
                advance(Duration.ofSeconds(1 + chance.nextInt(3)));
                turned();
                sampler.blind = false;
            }
            case SURVEYS_LOST -> world.lostSurveys.set(chance.nextInt(4));
            case SURVEY_LATE -> world.lateness.set(chance.nextInt(20));
            case RUNNER_CANNOT_LAUNCH -> {
                world.failsOnce(INNOCENT, true);
                Bench.answer(supervisor.restart(INNOCENT, "chaos"));
            }
            case TARGET_CANNOT_LAUNCH -> {
                world.failsOnce(VICTIM, false);
                Bench.answer(supervisor.restart(VICTIM, "chaos"));
            }
            case OLD_EXITS -> world.repeatOldExits(chance.nextInt(7));
            case SAVES_REFUSED -> world.refusedSaves.set(chance.nextInt(6));
            case STEP_THROWS -> {
                world.beyondReckoning = Optional.of(VICTIM);
                secondsPass(3);
                world.beyondReckoning = Optional.empty();
            }
            case BREACH -> {
                sampler.mebibytes.put("victim", 200L);
                secondsPass(3);
                sampler.mebibytes.clear();
            }
            case A_SECOND -> secondsPass(1);
        }
    }

    private static Incarnation incarnation(Life life) {
        return new Incarnation(VICTIM, life.number());
    }

    private void crash() {
        Optional<ProcessIdentity> main = supervisor.snapshot().target(VICTIM).flatMap(t -> t.state().life())
                .flatMap(Life::main).filter(world::isAlive);
        main.ifPresent(identity -> {
            try {
                world.world.ends(identity, new ExitStatus.Code(1));
            } catch (IllegalStateException gone) {
                assertThat(world.isAlive(identity)).isFalse();
            }
        });
    }

    private void stop(TargetName name) {
        Bench.answer(supervisor.stop(name, "chaos"));
        settles(() -> assertThat(phase(name)).isIn(Phase.STOPPED, Phase.FATAL));
        assertThat(world.world.of(name.value())).as(where("left after the stop of " + name)).isEmpty();
    }

    /** Checks the invariants that must hold after each fault. */
    private void check() {
        turned();
        settles(() -> {
            assertThat(phase(BYSTANDER)).isEqualTo(Phase.RUNNING);
            assertThat(phase(INNOCENT)).isEqualTo(Phase.RUNNING);
            assertThat(phase(VICTIM)).isNotIn(Phase.STOPPING, Phase.STARTING, Phase.BACKOFF);
            assertThat(world.world.of("victim")).hasSize(phase(VICTIM) == Phase.RUNNING ? 1 : 0);
        });
        assertThat(world.violations).as(where("lives twice")).isEmpty();
        assertThat(state(BYSTANDER).ledger().incarnation()).as(where("the bystander's lives")).isEqualTo(1);
        assertThat(spent(INNOCENT)).as(where("restarts spent by the runner's own faults")).isZero();
        assertThat(spent(VICTIM)).as(where("restarts spent")).isLessThanOrEqualTo(RESTARTS);
        gapless();
    }

    private void gapless() {
        List<Journal.Written> written = journal.read(Optional.empty(), 0, 100_000);
        List<Long> expected = new ArrayList<>();
        for (long sequence = 1; sequence <= written.size(); sequence++) {
            expected.add(sequence);
        }
        assertThat(written).as(where("the journal")).extracting(Journal.Written::sequence).isEqualTo(expected);
    }

    private void everyStopEnds() {
        Bench.answer(supervisor.shutDown(false, "the end"));
        settles(() -> assertThat(supervisor.ended()).isDone());
        assertThat(world.world.census()).as(where("left after the end")).isEmpty();
    }

    private int spent(TargetName name) {
        return state(name).ledger().budget().inWindow(Duration.ofSeconds(600),
                state(name).life().map(life -> life.age(clock.get())).orElse(Duration.ZERO));
    }

    private TargetState state(TargetName name) {
        return supervisor.snapshot().target(name).orElseThrow().state();
    }

    private Phase phase(TargetName name) {
        return state(name).phase();
    }

    private String where(String what) {
        return what + " (seed " + seed + ", fault " + number + ", " + fault + ")";
    }

    private void advance(Duration by) {
        clock.advance(by);
        wallClock.advance(by);
        supervisor.fault(Component.LOOP, Optional.empty());
    }

    private void secondsPass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            advance(Duration.ofSeconds(1));
            turned();
        }
    }

    /** Returns when the loop has handled everything posted so far. */
    private void turned() {
        if (!supervisor.ended().isDone()) {
            Bench.answer(supervisor.restart(new TargetName("nobody-of-that-name"), ""));
        }
    }

    /** Advances the clock until the assertion holds. */
    private void settles(ThrowingRunnable holds) {
        await(where("all calm")).atMost(60, TimeUnit.SECONDS).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2)).untilAsserted(() -> {
                    try {
                        holds.run();
                    } catch (AssertionError notYet) {
                        // the clock advances no faster than the effects can follow on a busy machine: KILL has ten
                        // seconds to work
                        advance(Duration.ofMillis(50));
                        throw notYet;
                    }
                });
    }
}
