package dev.dpm.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.dpm.check.CheckResult;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.value.BadValue;
import dev.dpm.history.EventJournal;
import dev.dpm.history.TargetRecord;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Launcher;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sighting;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;
import dev.dpm.sampling.cgroup.CgroupSampler;
import dev.dpm.supervision.Supervisor;
import dev.dpm.supervision.effect.Ports;
import dev.dpm.supervision.effect.Ports.Memory;

/**
 * Runs one crash and one restart of an imaginary process through a supervisor of its own. Java loads classes at their first
 * use, so without this rehearsal the first real restart would take 15 ms longer.
 */
final class Rehearsal implements Runnable {

    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());
    private static final String NAME = "rehearsal";
    private static final Settings.Origin ORIGIN = new Settings.Origin(Settings.Source.FLAG, NAME);
    /** How long the rehearsal waits for each step. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Supplier<Duration> clock;
    private final String bootId;
    private final Imaginary world = new Imaginary();

    Rehearsal(Supplier<Duration> clock, String bootId) {
        this.clock = clock;
        this.bootId = bootId;
    }

    @Override
    public void run() {
        try (EventJournal journal = EventJournal.inMemory(Clock.systemUTC());
                Supervisor supervisor = new Supervisor(ports(journal), new Supervisor.EndRules(false))) {
            supervisor.begin();
            var unused = supervisor.start(List.of(spec()), NAME);
            world.crash();
            world.crash();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | BadValue e) {
            LOG.log(System.Logger.Level.DEBUG, "the first restart loads its classes by itself", e);
        }
    }

    int launches() {
        return world.launches;
    }

    private static TargetSpec spec() throws BadValue {
        Settings settings = Settings.none().with(Options.START_SECONDS, "0", ORIGIN)
                .with(Options.RESTART_INTERVAL, "0", ORIGIN);
        return new TargetSpec(new TargetName(NAME), List.of("/bin/true"), Path.of("/"), Map.of(), "0022", settings,
                Optional.empty());
    }

    private Ports ports(EventJournal journal) {
        Sampler sampler = new CgroupSampler(world, life -> OptionalLong.empty(), life -> CgroupUse.NONE);
        return new Ports(world, world, sampler, journal, new NoMemory(), (life, usage, bytes, every, minuteLine) -> {
        }, recorded -> {
        }, clock, process -> Duration.ZERO, name -> Path.of("/dev/null"), () -> {
        }, bootId, order -> CheckResult.passed(NAME), (selector, supervised) -> new Sighting.Nothing(NAME));
    }

    private static final class NoMemory implements Memory {
        @Override
        public void save(TargetRecord target, boolean durable) {
            // nothing is saved, since no runner would read the state of the imaginary process
        }

        @Override
        public void remove(TargetName target) {
        }
    }

    /** Imitates the kernel for the rehearsal: its one process exists only in this object, and ends by {@link #crash}. */
    private final class Imaginary implements Launcher, TargetProcesses, Sampler {

        private final BlockingQueue<Consumer<ExitStatus>> watchers = new LinkedBlockingQueue<>();
        private volatile int launches;

        void crash() throws InterruptedException {
            Consumer<ExitStatus> watcher = watchers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (watcher != null) {
                watcher.accept(new ExitStatus.Signaled(Signal.KILL, false));
            }
        }

        @Override
        public ProcessIdentity launch(LaunchOrder order) {
            launches++;
            return new ProcessIdentity(Integer.MAX_VALUE, launches, bootId);
        }

        @Override
        public void onExit(ProcessIdentity identity, Consumer<ExitStatus> callback) {
            watchers.add(callback);
        }

        @Override
        public Optional<ProcessIdentity> identify(long pid) {
            return Optional.empty();
        }

        @Override
        public boolean isAlive(ProcessIdentity identity) {
            return false;
        }

        @Override
        public List<ProcessIdentity> members(Incarnation incarnation, ProcessIdentity main) {
            return List.of();
        }

        @Override
        public List<Survivor> census() {
            return List.of();
        }

        @Override
        public List<Refusal> signal(Set<ProcessIdentity> processes, Signal signal) {
            return List.of();
        }

        @Override
        public Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryRequest memory) {
            return new Sample(clock.get(), Duration.ZERO, 1, 1);
        }

        @Override
        public void forget(Incarnation incarnation) {
            // stores nothing about the imaginary process
        }
    }
}
