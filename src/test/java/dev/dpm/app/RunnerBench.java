package dev.dpm.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.dpm.config.RunnerSpec;
import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.yaml.SpecLoader;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.CommandResult;
import dev.dpm.event.Component;
import dev.dpm.history.RequestStore;
import dev.dpm.history.TargetRecord;
import dev.dpm.history.UsageHistory;
import dev.dpm.notice.send.Notices;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.Supervisor;
import dev.dpm.supervision.Supervisor.EndRules;
import dev.dpm.supervision.TargetSnapshot;
import dev.dpm.supervision.effect.Ports;
import dev.dpm.supervision.effect.Ports.Memory;
import dev.dpm.testing.FakeProber;
import dev.dpm.testing.FakeSampler;
import dev.dpm.testing.FakeWorld;
import dev.dpm.testing.Incidents;
import dev.dpm.testing.ManualClock;
import dev.dpm.testing.MemoryJournal;

/**
 * Runs runners of one home one after the other: with real operations, a real loop and a real home, but fake targets.
 */
final class RunnerBench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final FakeWorld assembly = new FakeWorld();
    final RuntimeDirectory home;
    final List<RunnerSpec> logs = new CopyOnWriteArrayList<>();
    final MemoryJournal journal = new MemoryJournal();
    private final ManualClock clock = new ManualClock();
    private final Map<TargetName, TargetRecord> memory = new ConcurrentHashMap<>();
    private Supervisor supervisor;
    private SupervisedOperations operations;
    private ConfigFiles files;
    private Notices notices;

    RunnerBench(Path folder) throws IOException {
        home = new RuntimeDirectory(folder);
        try {
            home.create();
        } catch (HomeFault e) {
            throw new IOException(e);
        }
    }

    /** Begins a new runner with a request, as {@code start} does where none runs. */
    CommandResult begins(StartRequest request) throws IOException {
        Resolution resolution = new SpecLoader().load(request);
        List<TargetRecord> records = new ArrayList<>(memory.values());
        PreviousRunner remembered = new PreviousRunner(records, request);
        supervisor = new Supervisor(ports(), new EndRules(false));
        files = new ConfigFiles(request, resolution.runner().configFile(),
                Optional.of(new RequestStore(home.requests(), Clock.systemUTC())));
        RunnerFacts facts = new RunnerFacts("", home);
        DetailReader looks = new DetailReader(home, journal);
        notices = NoticeParts.notices(home, true, supervisor, facts, Clock.systemUTC());
        operations = new SupervisedOperations(supervisor, facts, resolution.runner(), looks,
                new UsageReader(new UsageHistory(Optional.empty(), Clock.systemUTC(), sentence -> {
                }), looks), new ProcessReader(new Assembly(home, resolution.runner(), facts), facts::now),
                new Permissions(Optional.empty()), files, Incidents.recorder(), notices, changed -> {
                    logs.add(changed);
                    notices.receivers(changed.receivers());
                });
        supervisor.begin();
        supervisor.restore(records, remembered.resumes());
        CommandResult reply = remembered.first(operations, supervisor, resolution);
        notices.begin(resolution.runner().receivers());
        return reply;
    }

    private Ports ports() {
        return new Ports(assembly, assembly, new FakeSampler(clock), journal, new Notebook(),
                (target, usage, bytes, every, minute) -> {
                }, recorded -> {
                }, clock, identity -> Duration.ofSeconds(100), name -> home.targetLog(name.value()), () -> {
                }, FakeWorld.BOOT, new FakeProber(), assembly);
    }

    private final class Notebook implements Memory {
        @Override
        public void save(TargetRecord target, boolean durable) {
            memory.put(target.spec().name(), target);
        }

        @Override
        public void remove(TargetName target) {
            memory.remove(target);
        }
    }

    ConfigFiles files() {
        return files;
    }

    SupervisedOperations operations() {
        return operations;
    }

    Notices notices() {
        return notices;
    }

    /** Ends the runner without a shutdown; its targets go on. */
    void dies() {
        notices.close();
        supervisor.close();
    }

    /** Ends the runner as {@code stop} does. */
    void ends() {
        operations.shutdown(false);
        await().atMost(PATIENCE).until(() -> {
            clock.advance(Duration.ofSeconds(1));
            supervisor.fault(Component.LOOP, Optional.empty());
            return supervisor.ended().isDone();
        });
        notices.close();
        supervisor.close();
    }

    Optional<TargetSnapshot> find(String name) {
        return supervisor.snapshot().target(new TargetName(name));
    }

    TargetSnapshot target(String name) {
        return find(name).orElseThrow(() -> new AssertionError("nobody knows " + name));
    }

    void runs(String... names) {
        for (String name : names) {
            await().atMost(PATIENCE).until(() -> {
                clock.advance(Duration.ofSeconds(1));
                supervisor.fault(Component.LOOP, Optional.empty());
                return find(name).filter(target -> target.state().phase() == Phase.RUNNING).isPresent();
            });
        }
    }

    /** The n-th launch of a target. */
    LaunchOrder launch(String name, int number) {
        await().atMost(PATIENCE).until(() -> launches(name).size() >= number);
        return launches(name).get(number - 1);
    }

    List<LaunchOrder> launches(String name) {
        return assembly.launches.stream().filter(order -> order.incarnation().target().value().equals(name)).toList();
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    public void close() {
        if (notices != null) {
            notices.close();
        }
        supervisor.close();
    }
}
