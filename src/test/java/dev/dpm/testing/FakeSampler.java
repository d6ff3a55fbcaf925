package dev.dpm.testing;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.dpm.process.CgroupUse;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;

/** A fake sampler that returns the usage that the test has set. */
public final class FakeSampler implements Sampler {

    /** The memory of each target in MiB. A target without an entry has 1 MiB. */
    public final Map<String, Long> mebibytes = new ConcurrentHashMap<>();
    /** Targets whose samples contain such a large CPU time that computing with it throws an exception. */
    public final Set<String> overflowing = ConcurrentHashMap.newKeySet();
    /** Whether every target uses one whole core. Otherwise targets use no CPU. */
    public volatile boolean busy;
    /** Whether no sample can be taken. */
    public volatile boolean blind;
    /** Runs within each sample, so that a test can make the sample wait. */
    public volatile Runnable hold = () -> {
    };
    /** Runs within each sample of a target, by the target's name, so that a test can make the sample wait. */
    public final Map<String, Runnable> hanging = new ConcurrentHashMap<>();
    /** Runs when the sampler is told to forget a launch of a target. */
    public volatile Runnable forgetting = () -> {
    };
    /** The figures of a target's own cgroup at the end of each launch. */
    public volatile CgroupUse own = CgroupUse.NONE;
    /** How often the cgroup of a launch was read. It is read while the end of the target is reported. */
    public final AtomicInteger cgroupReads = new AtomicInteger();
    public final AtomicInteger looks = new AtomicInteger();
    private final Map<String, Integer> looksAt = new ConcurrentHashMap<>();
    private final Supplier<Duration> clock;

    public FakeSampler(Supplier<Duration> clock) {
        this.clock = clock;
    }

    @Override
    public Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryRequest memory) throws SampleMissed {
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
    public CgroupUse ownCgroup(Incarnation incarnation) {
        cgroupReads.incrementAndGet();
        return own;
    }

    @Override
    public void forget(Incarnation incarnation) {
        forgetting.run();
    }
}
