package dev.dpm.supervision;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.dpm.history.TargetRecord;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Launcher;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;
import dev.dpm.supervision.effect.Ports.Memory;
import dev.dpm.testing.FakeSampler;
import dev.dpm.testing.FakeWorld;

/** Fake ports whose answers come late, twice, or not at all; records a violation as soon as a target runs twice. */
final class TroubledWorld implements Launcher, TargetProcesses, Sampler, Memory {

    final FakeWorld world = new FakeWorld();
    final FakeSampler sampler;
    /** The violations found; there must be none. */
    final List<String> violations = new CopyOnWriteArrayList<>();
    /** How many of the next looks at the processes of a target fail. */
    final AtomicInteger lostSurveys = new AtomicInteger();
    /** How many of the next samples fail. */
    final AtomicInteger brokenSamples = new AtomicInteger();
    /** How many of the next saves find no room on the disk. */
    final AtomicInteger refusedSaves = new AtomicInteger();
    /** The target whose next sample has such a large CPU time that computing with it throws. */
    volatile Optional<TargetName> beyondReckoning = Optional.empty();
    /** Milliseconds by which the next look at a target's processes is late. */
    final AtomicInteger lateness = new AtomicInteger();
    private final Set<Incarnation> sampled = ConcurrentHashMap.newKeySet();
    private final Map<TargetName, LaunchFailure> nextFailure = new ConcurrentHashMap<>();
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    private record Watch(ProcessIdentity identity, Consumer<ExitStatus> callback) {
    }

    TroubledWorld(FakeSampler sampler) {
        this.sampler = sampler;
    }

    void failsOnce(TargetName target, boolean runnersFault) {
        nextFailure.put(target, new LaunchFailure("made to fail", runnersFault, null));
    }

    @Override
    public ProcessIdentity launch(LaunchOrder order) throws LaunchFailure {
        TargetName target = order.incarnation().target();
        LaunchFailure failure = nextFailure.remove(target);
        if (failure != null) {
            throw failure;
        }
        if (!world.of(target.value()).isEmpty()) {
            violations.add(order.incarnation() + " is launched while " + world.of(target.value()) + " lives");
        }
        return world.launch(order);
    }

    @Override
    public void onExit(ProcessIdentity identity, Consumer<ExitStatus> callback) {
        watches.add(new Watch(identity, callback));
        world.onExit(identity, callback);
    }

    /** Reports the ends of old incarnations once more, every seventh of them. */
    void repeatOldExits(int which) {
        List<Watch> known = new ArrayList<>(watches);
        for (int i = which; i < known.size() - 20; i += 7) {
            if (!world.isAlive(known.get(i).identity())) {
                known.get(i).callback().accept(new ExitStatus.Code(9));
            }
        }
    }

    private void look() {
        int late = lateness.getAndSet(0);
        if (late > 0) {
            try {
                Thread.sleep(late);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (takes(lostSurveys)) {
            throw new IllegalStateException("the look at the household broke down");
        }
    }

    private static boolean takes(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    @Override
    public Optional<ProcessIdentity> identify(long pid) {
        return world.identify(pid);
    }

    @Override
    public boolean isAlive(ProcessIdentity identity) {
        return world.isAlive(identity);
    }

    @Override
    public List<ProcessIdentity> members(Incarnation incarnation, ProcessIdentity main) {
        look();
        return world.members(incarnation, main);
    }

    @Override
    public List<Survivor> census() {
        look();
        return world.census();
    }

    @Override
    public List<Refusal> signal(Set<ProcessIdentity> processes, Signal signal) {
        return world.signal(processes, signal);
    }

    @Override
    public Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryRequest memory) throws SampleMissed {
        if (takes(brokenSamples)) {
            throw new IllegalStateException("the look at " + incarnation + " broke down");
        }
        Sample sample = sampler.sample(incarnation, main, memory);
        boolean isFirst = sampled.add(incarnation);
        return !isFirst && beyondReckoning.equals(Optional.of(incarnation.target()))
                ? new Sample(sample.at(), Duration.ofSeconds(Long.MAX_VALUE), sample.residentBytes(), 1)
                : sample;
    }

    @Override
    public void forget(Incarnation incarnation) {
        sampler.forget(incarnation);
    }

    @Override
    public void save(TargetRecord target, boolean durable) throws IOException {
        if (takes(refusedSaves)) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void remove(TargetName target) {
        // this test removes no target
    }
}
