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

/** A fake prober that gives the results that the test has set, and hangs where the test wants it. */
public final class FakeProber implements Prober {

    /** The result of each kind of check; passed where none is set. */
    public final Map<CheckKind, CheckResult> results = new ConcurrentHashMap<>();
    /** Targets whose checks hang until {@link #release} is counted down. */
    public final Set<String> hanging = ConcurrentHashMap.newKeySet();
    public final CountDownLatch release = new CountDownLatch(1);
    /** Whether probes throw, which they must never do. */
    public volatile boolean broken;
    /** The checks ordered, in order. */
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

    /** How often checks of one target were ordered. */
    public long asked(String target) {
        return asked.stream().filter(order -> order.surroundings().incarnation().target().value().equals(target))
                .count();
    }
}
