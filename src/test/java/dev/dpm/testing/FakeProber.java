package dev.dpm.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.dpm.check.CheckOrder;
import dev.dpm.check.CheckResult;
import dev.dpm.check.Prober;
import dev.dpm.process.CheckKind;

/** A fake prober that returns the results that the test has set. A check hangs if the test wants it. */
public final class FakeProber implements Prober {

    /** The result for each kind of check. A kind without an entry passes. */
    public final Map<CheckKind, CheckResult> results = new ConcurrentHashMap<>();
    /** Targets whose checks hang until {@link #release} is counted down. */
    public final Set<String> hanging = ConcurrentHashMap.newKeySet();
    public final CountDownLatch release = new CountDownLatch(1);
    /** Whether every check throws an exception, which a prober must never do. */
    public volatile boolean broken;
    /** The checks that were ordered, in order. */
    public final List<CheckOrder> asked = new CopyOnWriteArrayList<>();
    public final AtomicInteger underWay = new AtomicInteger();

    @Override
    public CheckResult probe(CheckOrder order) {
        asked.add(order);
        underWay.incrementAndGet();
        try {
            if (hanging.contains(order.surroundings().incarnation().target().value())) {
                release.await();
            }
            if (broken) {
                throw new IllegalStateException("the probe broke");
            }
            return results.getOrDefault(order.spec().kind(), CheckResult.passed("answered 200"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.unknown("interrupted");
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** The number of checks of one target that were ordered. */
    public long asked(String target) {
        return asked.stream().filter(order -> order.surroundings().incarnation().target().value().equals(target))
                .count();
    }
}
