package dev.dpm.testing;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.MemoryLook;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;

/** Finds whatever the test says a target uses. */
public final class FakeSampler implements Sampler {

    /** MiB each target uses; 1 where nothing is said. */
    public final Map<String, Long> mebibytes = new ConcurrentHashMap<>();
    /** Targets whose CPU time is beyond what can be reckoned with, which breaks the step that tries. */
    public final Set<String> overflowing = ConcurrentHashMap.newKeySet();
    /** Whether every target uses one whole core; else none. */
    public volatile boolean busy;
    /** Whether looks fail. */
    public volatile boolean blind;
    /** A look waits here, where a test holds it. */
    public volatile Runnable hold = () -> {
    };
    /** Targets at which a look waits. */
    public final Map<String, Runnable> hanging = new ConcurrentHashMap<>();
    /** What happens when a life is to be forgotten. */
    public volatile Runnable forgetting = () -> {
    };
    public final AtomicInteger looks = new AtomicInteger();
    private final Map<String, Integer> looksAt = new ConcurrentHashMap<>();
    private final Supplier<Duration> clock;

    public FakeSampler(Supplier<Duration> clock) {
        this.clock = clock;
    }

    @Override
    public Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryLook memory) throws SampleMissed {
        looks.incrementAndGet();
        looksAt.merge(incarnation.target().value(), 1, Integer::sum);
        hold.run();
        hanging.getOrDefault(incarnation.target().value(), () -> {
        }).run();
        if (blind) {
            throw new SampleMissed("process " + main.pid() + " cannot be read");
        }
        long used = mebibytes.getOrDefault(incarnation.target().value(), 1L);
        boolean beyond = looks.get() > 1 && overflowing.contains(incarnation.target().value());
        Duration cpu = beyond ? Duration.ofSeconds(Long.MAX_VALUE) : busy ? clock.get() : Duration.ZERO;
        return new Sample(clock.get(), cpu, used << 20, 1);
    }

    public int looksAt(String target) {
        return looksAt.getOrDefault(target, 0);
    }

    @Override
    public void forget(Incarnation incarnation) {
        forgetting.run();
    }
}
