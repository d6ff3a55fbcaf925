package dev.dpm.testing;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.dpm.process.AttachSelector;
import dev.dpm.process.Attacher;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Launcher;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sighting;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;

/** Fake processes in memory. They can be launched and signalled, they end, and they leave child processes behind. */
public final class FakeWorld implements Launcher, TargetProcesses, Attacher {

    public static final String BOOT = "this-boot";

    /** The launches that succeeded, in order. */
    public final List<LaunchOrder> launches = new CopyOnWriteArrayList<>();
    /** The number of attempts to launch a target. */
    public final AtomicInteger tries = new AtomicInteger();
    /** The signals that were sent, in order: {@code TERM 101}. */
    public final List<String> signals = new CopyOnWriteArrayList<>();
    /** Targets whose next launches fail, with the failure of each. */
    public final Map<TargetName, LaunchFailure> failures = new ConcurrentHashMap<>();
    /** Targets that only KILL ends. */
    public final Set<TargetName> stubborn = ConcurrentHashMap.newKeySet();
    /** Targets to which the runner may send no signal. */
    public final Set<TargetName> forbidden = ConcurrentHashMap.newKeySet();
    /** Launches wait until this latch is counted down. */
    public volatile CountDownLatch hold = new CountDownLatch(0);
    /** Searches for a process to attach to wait until this latch is counted down. */
    public volatile CountDownLatch holdLooks = new CountDownLatch(0);
    /** The number of launches and searches that wait at present. */
    public final AtomicInteger waiting = new AtomicInteger();
    /** The exception that every search for processes throws; null: none. */
    public volatile UncheckedIOException blind;
    public final AtomicInteger blindLooks = new AtomicInteger();
    /** Targets whose launches fail after the process was created. */
    public final Set<TargetName> breaksOffAfterFork = ConcurrentHashMap.newKeySet();
    /** The number of next processes for whose end no thread can wait, since the system provides none. */
    public final AtomicInteger watchesWithoutThread = new AtomicInteger();
    private final Map<ProcessIdentity, Incarnation> living = new LinkedHashMap<>();
    private final Map<ProcessIdentity, Consumer<ExitStatus>> watches = new LinkedHashMap<>();
    private long nextPid = 101;

    @Override
    public ProcessIdentity launch(LaunchOrder order) throws LaunchFailure {
        tries.incrementAndGet();
        passes(hold);
        LaunchFailure failure = failures.get(order.incarnation().target());
        boolean noOutput = order.output().kind() == LaunchOrder.OutputKind.NULL;
        if (failure != null && !(failure.isOfOutput() && noOutput)) {
            throw failure;
        }
        if (breaksOffAfterFork.contains(order.incarnation().target())) {
            appears(order.incarnation());
            throw new IllegalStateException("broke off after the fork");
        }
        launches.add(order);
        return appears(order.incarnation());
    }

    private void passes(CountDownLatch gate) {
        waiting.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Adds a process of a launch that this runner did not start itself: a process of an earlier runner, or a child process. */
    public synchronized ProcessIdentity appears(Incarnation incarnation) {
        ProcessIdentity identity = new ProcessIdentity(nextPid, nextPid, BOOT);
        nextPid++;
        living.put(identity, incarnation);
        return identity;
    }

    /** Ends a process without notice, and gives its pid to another process. */
    public synchronized ProcessIdentity takesOver(ProcessIdentity gone, Incarnation whose) {
        living.remove(gone);
        watches.remove(gone);
        ProcessIdentity other = new ProcessIdentity(gone.pid(), gone.startTicks() + 1000, BOOT);
        living.put(other, whose);
        return other;
    }

    /** Ends a process as if it had ended by itself. */
    public void ends(ProcessIdentity identity, ExitStatus status) {
        Consumer<ExitStatus> watch;
        synchronized (this) {
            if (living.remove(identity) == null) {
                throw new IllegalStateException(identity + " does not live");
            }
            watch = watches.remove(identity);
        }
        if (watch != null) {
            watch.accept(status);
        }
    }

    public void crashes(String target) {
        ends(main(target), new ExitStatus.Code(1));
    }

    /** The oldest living process of a target. */
    public synchronized ProcessIdentity main(String target) {
        return of(target).stream().findFirst().orElseThrow(() -> new IllegalStateException(target + " does not live"));
    }

    public synchronized List<ProcessIdentity> of(String target) {
        return living.entrySet().stream().filter(entry -> entry.getValue().target().value().equals(target))
                .map(Map.Entry::getKey).toList();
    }

    public long launchesOf(String target) {
        return launches.stream().filter(order -> order.incarnation().target().value().equals(target)).count();
    }

    public synchronized boolean isWatched(ProcessIdentity identity) {
        return watches.containsKey(identity);
    }

    /** The result of the search for a process to attach to, by the target's name, which is also the name of its selector. */
    public final Map<String, Sighting> sights = new ConcurrentHashMap<>();
    public final AtomicInteger looks = new AtomicInteger();

    @Override
    public Sighting look(AttachSelector selector, Map<ProcessIdentity, TargetName> supervised) {
        see();
        looks.incrementAndGet();
        passes(holdLooks);
        return sights.getOrDefault(selector.name().orElse(""), new Sighting.Nothing("no process matches " + selector));
    }

    /** Adds a process that another program started, and that the selector with this name finds. */
    public ProcessIdentity somebodyStarts(String name, long number, Duration age) {
        ProcessIdentity process = appears(new Incarnation(new TargetName(name), number));
        sights.put(name, new Sighting.Found(process, age, "process " + process.pid() + " matches name " + name));
        return process;
    }

    @Override
    public void onExit(ProcessIdentity identity, Consumer<ExitStatus> callback) {
        if (watchesWithoutThread.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        synchronized (this) {
            if (living.containsKey(identity)) {
                watches.put(identity, callback);
                return;
            }
        }
        callback.accept(new ExitStatus.Unknown());
    }

    @Override
    public synchronized Optional<ProcessIdentity> identify(long pid) {
        return living.keySet().stream().filter(identity -> identity.pid() == pid).findFirst();
    }

    @Override
    public synchronized boolean isAlive(ProcessIdentity identity) {
        return living.containsKey(identity);
    }

    private void see() {
        UncheckedIOException exhausted = blind;
        if (exhausted != null) {
            blindLooks.incrementAndGet();
            throw exhausted;
        }
    }

    @Override
    public synchronized List<ProcessIdentity> members(Incarnation incarnation, ProcessIdentity main) {
        see();
        return living.entrySet().stream().filter(entry -> entry.getValue().equals(incarnation)).map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized List<Survivor> census() {
        see();
        return living.entrySet().stream().map(entry -> new Survivor(entry.getValue(), entry.getKey())).toList();
    }

    @Override
    public List<Refusal> signal(Set<ProcessIdentity> processes, Signal signal) {
        see();
        List<ProcessIdentity> dying = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        synchronized (this) {
            for (ProcessIdentity identity : processes) {
                Incarnation whose = living.get(identity);
                if (whose != null && forbidden.contains(whose.target())) {
                    refusals.add(new Refusal(identity, "not permitted"));
                    continue;
                }
                signals.add(signal + " " + identity.pid());
                boolean deaf = whose == null || stubborn.contains(whose.target());
                if (whose != null && (signal.equals(Signal.KILL) || signal.equals(Signal.TERM) && !deaf)) {
                    dying.add(identity);
                }
            }
        }
        dying.forEach(identity -> ends(identity, new ExitStatus.Signaled(signal)));
        return refusals;
    }
}
