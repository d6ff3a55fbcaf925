package dev.dpm.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.core.ThrowingRunnable;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.CommandResult;
import dev.dpm.event.Component;
import dev.dpm.history.TargetRecord;
import dev.dpm.process.Phase;
import dev.dpm.process.Sessions;
import dev.dpm.process.SourceFiles;
import dev.dpm.process.SourceWatcher;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;
import dev.dpm.supervision.Supervisor.EndRules;
import dev.dpm.supervision.effect.Ports;
import dev.dpm.supervision.effect.Ports.Memory;
import dev.dpm.testing.FakeNotifications;
import dev.dpm.testing.FakeProber;
import dev.dpm.testing.FakeSampler;
import dev.dpm.testing.FakeWorld;
import dev.dpm.testing.KeptIncidents;
import dev.dpm.testing.ManualClock;
import dev.dpm.testing.MemoryJournal;

/** A supervisor with its real loop, fake ports, and a clock that the test advances. */
final class Bench implements AutoCloseable {

    /** Real time that tests wait, enough for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final ManualClock clock = new ManualClock();
    final FakeWorld world;
    final FakeSampler sampler = new FakeSampler(clock);
    final FakeProber prober = new FakeProber();
    final MemoryJournal journal = new MemoryJournal();
    final FakeNotifications sockets = new FakeNotifications();
    private final Sessions sessions = (life, leader, thorough) -> 0;
    final KeptIncidents incidents = new KeptIncidents();
    final Map<TargetName, TargetRecord> memory;
    /** The number of samples that the loop has handled. */
    final AtomicInteger reported = new AtomicInteger();
    /** Whether state cannot be saved. */
    volatile boolean refuses;
    /** The clock on the wall: it is one o'clock, and stands still. */
    final AtomicReference<WallTime> wall = new AtomicReference<>(WallTime.of(Instant.parse("2026-11-30T01:00:00Z")));
    /** The files that are watched now. */
    final AtomicReference<Map<TargetName, SourceFiles>> sources = new AtomicReference<>(Map.of());
    volatile SourceWatcher.Listener told;
    volatile Duration age = Duration.ofSeconds(100);
    final Supervisor supervisor;

    Bench(boolean run) {
        this(run, new FakeWorld(), new ConcurrentHashMap<>());
    }

    /** The next runner with the same fakes, and with the state that the previous runner saved. */
    Bench(boolean run, FakeWorld world, Map<TargetName, TargetRecord> memory) {
        this.world = world;
        this.memory = memory;
        this.supervisor = new Supervisor(ports(), new EndRules(run));
        supervisor.begin();
    }

    private Ports ports() {
        return new Ports(world, world, sampler, journal, new Notebook(),
                (target, usage, memory, every, minute) -> reported.incrementAndGet(), recorded -> {
                }, clock, identity -> age, name -> Path.of("/logs/" + name), () -> {
                }, FakeWorld.BOOT, prober, world, incidents, sessions, sockets::made, wall::get,
                (all, told) -> {
                    sources.set(all);
                    this.told = told;
                }, at -> new WallTime(at.toMillis()));
    }

    private final class Notebook implements Memory {
        @Override
        public void save(TargetRecord target, boolean durable) throws IOException {
            if (refuses) {
                throw new IOException("disk full");
            }
            memory.put(target.spec().name(), target);
        }

        @Override
        public void remove(TargetName target) {
            memory.remove(target);
        }
    }

    static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }

    CommandResult start(TargetSpec... specs) {
        return answer(supervisor.start(List.of(specs), "by command"));
    }

    /** Starts targets and lets a second pass until they run. */
    void running(TargetSpec... specs) {
        assertThat(start(specs).outcome()).isEqualTo(CommandResult.Outcome.DONE);
        for (TargetSpec spec : specs) {
            reaches(spec.name().value(), Phase.STARTING);
            eventually(() -> assertThat(target(spec.name().value()).state().life().orElseThrow().main()).isPresent());
        }
        advance(Duration.ofSeconds(1));
        for (TargetSpec spec : specs) {
            reaches(spec.name().value(), Phase.RUNNING);
        }
    }

    TargetSnapshot target(String name) {
        return supervisor.snapshot().target(new TargetName(name))
                .orElseThrow(() -> new AssertionError("nobody knows " + name));
    }

    void reaches(String name, Phase phase) {
        eventually(() -> assertThat(target(name).state().phase()).isEqualTo(phase));
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).untilAsserted(assertion);
    }

    /** Moves the wall clock; the runner's own monotonic clock stays as it is. */
    void wallJumps(Duration by) {
        wall.updateAndGet(now -> now.plus(by));
    }

    /** Advances the runner's monotonic clock and wakes the loop. */
    void advance(Duration by) {
        clock.advance(by);
        supervisor.fault(Component.LOOP, Optional.empty());
    }

    /** Advances the clock second by second until the assertion holds. */
    void advanceUntil(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
            advance(Duration.ofSeconds(1));
            assertion.run();
        });
    }

    /** Returns when the loop has handled everything posted so far. */
    void settled() {
        answer(supervisor.restart(new TargetName("nobody-of-that-name"), ""));
    }

    Supervisor.Ended ended() {
        return answer(supervisor.ended());
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
