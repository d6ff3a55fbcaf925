package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.Component;
import dev.dpm.event.Journal;
import dev.dpm.event.Recorded;
import dev.dpm.history.TargetRecord;
import dev.dpm.incident.Incidents;
import dev.dpm.lifecycle.Effect;
import dev.dpm.process.Launcher;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sessions;
import dev.dpm.process.SourceWatcher;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;
import dev.dpm.process.WallTime;
import dev.dpm.sampling.Sampler;
import dev.dpm.supervision.Supervisor.EndRules;
import dev.dpm.supervision.effect.EffectResults;
import dev.dpm.supervision.effect.EffectRunner;
import dev.dpm.supervision.effect.Ports;
import dev.dpm.testing.FakeNotifications;
import dev.dpm.testing.FakeProber;
import dev.dpm.testing.FakeSampler;
import dev.dpm.testing.FakeWorld;
import dev.dpm.testing.KeptIncidents;
import dev.dpm.testing.ManualClock;
import dev.dpm.testing.MemoryJournal;
import dev.dpm.testing.Saboteur;

/**
 * Tests that a process is supervised or ended whichever call throws between the fork and the moment when the runner
 * knows the process. Every call on every port throws once, before or after its work.
 */
class FaultyLaunchTest {

    private static final TargetName WEB = new TargetName("web");
    /** More calls than a launch makes; the test checks that. */
    private static final int MOST_CALLS = 80;

    static Stream<Arguments> faults() {
        List<Supplier<Throwable>> kinds = List.of(() -> new IllegalStateException("sabotage"),
                () -> new OutOfMemoryError("sabotage"), () -> new NoClassDefFoundError("sabotage"));
        return kinds.stream().flatMap(kind -> Stream.of(false, true)
                .map(afterwards -> Arguments.of(kind.get().getClass().getSimpleName(), kind, afterwards)));
    }

    @SuppressWarnings("unchecked")
    private static Ports ports(Saboteur saboteur, FakeWorld world, ManualClock clock) {
        Ports.Memory memory = new Ports.Memory() {
            @Override
            public void save(TargetRecord record, boolean durable) {
                // the state is of no interest here
            }

            @Override
            public void remove(TargetName name) {
                // nothing was saved
            }
        };
        Consumer<Recorded> story = recorded -> {
        };
        Function<ProcessIdentity, Duration> age = one -> Duration.ofSeconds(100);
        return new Ports(saboteur.around(Launcher.class, world), saboteur.around(TargetProcesses.class, world),
                saboteur.around(Sampler.class, new FakeSampler(clock)),
                saboteur.around(Journal.class, new MemoryJournal()), saboteur.around(Ports.Memory.class, memory),
                saboteur.around(Ports.UsageReport.class, (life, usage, bytes, every, minute) -> {
                }), saboteur.around(Consumer.class, story)::accept, clock, age,
                saboteur.around(Ports.OutputFiles.class, (Ports.OutputFiles) name -> Path.of("/logs/" + name)),
                saboteur.around(Runnable.class, () -> {
                }), FakeWorld.BOOT, new FakeProber(), world,
                saboteur.around(Incidents.class, new KeptIncidents()), (Sessions) (life, leader, thorough) -> 0,
                new FakeNotifications()::made, () -> WallTime.of(Instant.EPOCH), SourceWatcher.NONE);
    }

    @ParameterizedTest(name = "{0}, after its work: {2}")
    @MethodSource("faults")
    void a_process_that_was_born_is_reported_and_watched_or_ended(String name, Supplier<Throwable> fault,
            boolean afterwards) {
        List<String> wrong = new ArrayList<>();
        String hit = "first";
        for (int call = 0; !hit.isEmpty(); call++) {
            assertThat(call).isLessThan(MOST_CALLS);
            FakeWorld world = new FakeWorld();
            Saboteur saboteur = new Saboteur(fault, afterwards);
            Known known = new Known();
            EffectRunner effects = new EffectRunner(ports(saboteur, world, new ManualClock()), Runnable::run,
                    Runnable::run, saboteur.around(EffectResults.class, known.results()));
            saboteur.arm(call);
            launch(effects);
            saboteur.disarm();
            hit = saboteur.hit();
            effects.tryAgain();
            if (!known.isFailed && !known.mains.equals(world.of("web"))) {
                wrong.add(hit + " (" + call + "): not reported as failed, known " + known.mains + ", living "
                        + world.of("web"));
            }
            if (known.isFailed && !world.of("web").isEmpty()) {
                wrong.add(hit + " (" + call + "): failed, and " + world.of("web") + " lives");
            }
            if (!world.of("web").stream().allMatch(world::isWatched)) {
                wrong.add(hit + " (" + call + "): not watched");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void launch(EffectRunner effects) {
        TargetSpec spec = target("web");
        TargetRecord record = new TargetRecord(spec, true, FakeWorld.BOOT, 1, Optional.empty(), true, Duration.ZERO,
                List.of(), 0, 0, Optional.empty(), Phase.STARTING, false, "by command");
        try {
            effects.launch(spec, record, new Effect.Launch(1));
        } catch (RuntimeException | Error thrown) {
            // thrown to the loop, which reports it
        }
    }

    /** What the loop was told. */
    private static final class Known {
        private final List<ProcessIdentity> mains = new ArrayList<>();
        private boolean isFailed;

        private EffectResults results() {
            return (EffectResults) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[]{EffectResults.class}, (proxy, method, args) -> {
                        if (method.getName().equals("launched")) {
                            mains.add((ProcessIdentity) args[2]);
                        }
                        isFailed |= method.getName().equals("launchFailed");
                        return null;
                    });
        }
    }

    @Timeout(120)
    @ParameterizedTest(name = "{0}, after its work: {2}")
    @MethodSource("faults")
    void nothing_outlives_a_stop_whichever_call_of_the_launch_threw(String name, Supplier<Throwable> fault,
            boolean afterwards) {
        String hit = "first";
        for (int call = 0; !hit.isEmpty(); call++) {
            assertThat(call).isLessThan(MOST_CALLS);
            FakeWorld world = new FakeWorld();
            ManualClock clock = new ManualClock();
            Saboteur saboteur = new Saboteur(fault, afterwards);
            try (Supervisor supervisor = new Supervisor(ports(saboteur, world, clock), new EndRules(false))) {
                supervisor.begin();
                saboteur.arm(call);
                Bench.answer(supervisor.start(List.of(target("web")), "by command"));
                settle(supervisor, clock, world);
                saboteur.disarm();
                hit = saboteur.hit();
                Bench.answer(supervisor.stop(WEB, "by command"));
                String where = hit + " (" + call + ")";
                eventually(() -> {
                    clock.advance(Duration.ofSeconds(1));
                    supervisor.fault(Component.LOOP, Optional.empty());
                    assertThat(supervisor.snapshot().target(WEB)).as(where)
                            .hasValueSatisfying(web -> assertThat(web.state().phase().isAtRest()).as(where).isTrue());
                    assertThat(world.of("web")).as(where).isEmpty();
                });
            }
        }
    }

    /** Lets a launch come to an end: a process was watched, or a launch was tried again. */
    private static void settle(Supervisor supervisor, ManualClock clock, FakeWorld world) {
        eventually(() -> {
            clock.advance(Duration.ofMillis(500));
            supervisor.fault(Component.LOOP, Optional.empty());
            assertThat(supervisor.snapshot().target(WEB)).hasValueSatisfying(
                    web -> assertThat(web.state().phase().isAtRest() || world.of("web").size() == 1
                            && world.of("web").stream().allMatch(world::isWatched)).isTrue());
        });
    }
}
