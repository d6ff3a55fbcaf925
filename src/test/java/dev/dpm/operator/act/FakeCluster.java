package dev.dpm.operator.act;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import dev.dpm.operator.action.Budget;
import dev.dpm.operator.action.MaxUnavailable;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.PodState;
import dev.dpm.operator.action.PodState.Heard;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.model.PodShare;

/**
 * Fakes the pods of Supervision {@code shop/web} and the action lock. It records what is done to the pods. A test can
 * let somebody else hold the lock.
 */
public final class FakeCluster implements ClusterPods, OrderSender, ActionLock {

    public final List<String> done = new CopyOnWriteArrayList<>();
    public final Map<String, PodState> pods = new ConcurrentHashMap<>();
    public volatile String most = "1";
    public volatile boolean isAway;
    public volatile String taken = "";
    public volatile String refusal = "";
    public volatile boolean holdsLock;
    public volatile String kept = "";
    public volatile boolean isKeepingRefused;

    /** Adds a pod: whether it is ready, its number of restarts, and when its dpm-runner answered last. */
    public FakeCluster pod(String name, boolean isReady, long restarts, Instant heard) {
        pods.put(name, new PodState(new PodName("shop", name), "uid-" + name, isReady, restarts, new Heard(heard, true,
                restarts), ""));
        return this;
    }

    @Override
    public NamespaceState look(String namespace) throws IOException {
        if (isAway) {
            throw new IOException("it is away");
        }
        List<Budget> budgets = new ArrayList<>();
        budgets.add(new MaxUnavailable("shop/web", new PodShare(most), pods.values().stream().map(PodState::name)
                .collect(Collectors.toSet())));
        return new NamespaceState(List.copyOf(pods.values()), budgets);
    }

    @Override
    public void note(PodName pod, String uid, Order order, String by) {
        done.add("event on " + pod.name() + ": " + by + " " + order.words());
    }

    @Override
    public Reply give(PodName pod, Order order) {
        done.add(order.words() + " " + pod.name());
        return new Reply(!refusal.isEmpty(), refusal.isEmpty() ? "terminating app, process 7" : refusal);
    }

    @Override
    public boolean acquire() {
        holdsLock = taken.isEmpty();
        return holdsLock;
    }

    @Override
    public String text() {
        return kept;
    }

    @Override
    public boolean store(String text) {
        if (isKeepingRefused) {
            return false;
        }
        kept = text;
        return true;
    }

    @Override
    public boolean isAbandoned() {
        return taken.isEmpty() && !holdsLock && !kept.isEmpty();
    }

    @Override
    public void release() {
        holdsLock = false;
    }

    @Override
    public String holder() {
        return taken;
    }
}
