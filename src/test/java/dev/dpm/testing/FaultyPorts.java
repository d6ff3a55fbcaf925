package dev.dpm.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import dev.dpm.event.Journal;
import dev.dpm.event.Recorded;
import dev.dpm.history.TargetRecord;
import dev.dpm.incident.Incidents;
import dev.dpm.process.Launcher;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sessions;
import dev.dpm.process.SourceWatcher;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;
import dev.dpm.process.WallTime;
import dev.dpm.sampling.Sampler;
import dev.dpm.supervision.effect.Ports;

/** Ports with fake processes. A test can make any call of them throw an exception. */
public final class FaultyPorts {

    private FaultyPorts() {
    }

    /** The arguments of tests: the name of each fault, the exception, and whether the call does its work before it throws. */
    public static Stream<Arguments> faults() {
        List<Supplier<Throwable>> kinds = List.of(() -> new IllegalStateException("sabotage"),
                () -> new OutOfMemoryError("sabotage"), () -> new NoClassDefFoundError("sabotage"));
        return kinds.stream().flatMap(kind -> Stream.of(false, true)
                .map(afterwards -> Arguments.of(kind.get().getClass().getSimpleName(), kind, afterwards)));
    }

    @SuppressWarnings("unchecked")
    public static Ports of(Saboteur saboteur, FakeWorld world, ManualClock clock) {
        Ports.Memory memory = new Ports.Memory() {
            @Override
            public void save(TargetRecord record, boolean durable) {
                // does nothing, since tests do not look at the state
            }

            @Override
            public void remove(TargetName name) {
                // does nothing, since nothing was saved
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
                new FakeNotifications()::made, () -> WallTime.of(Instant.EPOCH), SourceWatcher.NONE,
                at -> new WallTime(at.toMillis()));
    }
}
