package dev.dpm.operator.act;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.dpm.operator.act.OrderSender.Reply;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.Plan;
import dev.dpm.operator.action.PodState;
import dev.dpm.operator.action.Pods;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.action.UnfinishedOrder;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.round.FailedRounds.Work;

/**
 * Executes orders of people to end or signal the processes of pods, within budgets. One thread works while this replica
 * of the operator holds the {@link ActionLock}. If this replica ends, another replica continues the unfinished orders.
 */
public final class Actions implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Actions.class.getName());
    private static final Duration TICK = Duration.ofSeconds(2);
    /** How long a call of a public method waits for the work of this object's thread, in seconds. */
    private static final long PATIENCE_SECONDS = 50;
    private static final long END_SECONDS = 10;
    private static final String NOT_KEPT = "the Lease that records orders cannot be written";
    private static final int MOST_AT_ONCE = 20;
    /** The number of {@link #TICK}s between two readings of the unfinished orders that another replica has stored. */
    private static final int TICKS_A_SEARCH = 2;

    private final ClusterPods cluster;
    private final OrderSender sender;
    private final ActionLock lock;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread own = new Thread(work, "dpm-act");
        own.setDaemon(true);
        return own;
    });
    private final UnfinishedOrders unfinished;
    private boolean holdsLock;
    private int ticks;
    private volatile boolean isEnding;

    private Actions(ClusterPods cluster, OrderSender sender, ActionLock lock, Clock clock) {
        this.cluster = cluster;
        this.sender = sender;
        this.lock = lock;
        this.clock = clock;
        this.unfinished = new UnfinishedOrders(lock);
    }

    static Actions resting(ClusterPods cluster, OrderSender sender, ActionLock lock, Clock clock) {
        return new Actions(cluster, sender, lock, clock);
    }

    void look() throws InterruptedException, ExecutionException {
        thread.submit(this::tick).get();
    }

    /**
     * Creates an object with a timer: every two seconds its thread finds out which orders to pods are finished, and
     * gives the next ones.
     */
    public static Actions begin(ClusterPods cluster, OrderSender sender, ActionLock lock, Clock clock,
            FailedRounds rounds) {
        Actions actions = resting(cluster, sender, lock, clock);
        var unused = actions.thread.scheduleWithFixedDelay(() -> actions.tickGuarded(rounds), TICK.toMillis(),
                TICK.toMillis(),
                TimeUnit.MILLISECONDS);
        return actions;
    }

    /**
     * The result of a request to this object.
     *
     * @param isDone false: nothing happened, for the reason in {@code sentence}
     */
    public record Outcome(boolean isDone, String sentence) {

        static Outcome refused(String why) {
            return new Outcome(false, "Refused: " + why + ".");
        }
    }

    /** Gives an order to one pod, if the budgets that select this pod allow that. The call may take several seconds. */
    public Outcome act(PodName pod, Order order, String by) {
        return locked(() -> {
            NamespaceState state = cluster.look(pod.namespace());
            Pods pods = unfinished.pods(state);
            Optional<String> refusal = Plan.refusal(pod, pods, state.budgets());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            PodState meant = pods.find(pod).orElseThrow();
            if (!unfinished.keep(order, meant, clock.instant())) {
                return Outcome.refused(NOT_KEPT);
            }
            Reply reply = give(meant, order, by);
            return reply.isRefused()
                    ? Outcome.refused(reply.sentence())
                    : new Outcome(true, pod.name() + ": " + reply.sentence() + ".");
        });
    }

    /** Whether the budgets that select this pod allow an order to the pod now. The method sends requests to the API server. */
    public Outcome verdict(PodName pod) {
        return answered(() -> {
            NamespaceState state = cluster.look(pod.namespace());
            return Plan.refusal(pod, unfinished.pods(state), state.budgets()).map(Outcome::refused)
                    .orElse(new Outcome(true, "No budget forbids it now."));
        });
    }

    /** Starts to give an order to all pods of a Supervision, one after the other. */
    public Outcome roll(String namespace, String supervision, Order order, String by) {
        String group = namespace + "/" + supervision;
        return locked(() -> {
            Optional<Roll> before = unfinished.roll(group).filter(roll -> !roll.isOver());
            if (before.isPresent()) {
                return Outcome.refused(before.get().by() + " has begun to " + before.get().order().words()
                        + " the pods of " + group + ", and that goes on: " + before.get().sentence());
            }
            NamespaceState state = cluster.look(namespace);
            Set<PodName> members = state.of(group).orElse(Set.of());
            List<PodState> meant = state.pods().stream().filter(pod -> members.contains(pod.name()))
                    .filter(pod -> pod.obstacle().isEmpty()).toList();
            if (meant.isEmpty()) {
                return Outcome.refused("Supervision " + group + " has no pod whose dpm-runner answers");
            }
            Roll begun = advanced(Roll.of(group, order, by, meant, clock.instant()), state);
            unfinished.put(begun);
            LOG.log(System.Logger.Level.INFO, "{0} begins to {1} all pods of {2}", by, order.words(), group);
            int others = members.size() - meant.size();
            return new Outcome(true, "Begun: " + begun.sentence() + (others == 0
                    ? "."
                    : "; left out: " + others + " without a dpm-runner that answers."));
        });
    }

    /** Stops the order to all pods of a Supervision: pods that have not got the order will not get it. */
    public Outcome stop(String namespace, String supervision, String by) {
        String group = namespace + "/" + supervision;
        return answered(() -> {
            Optional<Roll> roll = unfinished.roll(group).filter(each -> !each.isOver());
            if (roll.isEmpty()) {
                return Outcome.refused(unfinished.elsewhere(group).isPresent()
                        ? "replica " + lock.holder() + " acts on the pods of " + group + ": stop it there"
                        : "nothing is under way with the pods of " + group);
            }
            Roll stopped = roll.get().ended("stopped by " + by);
            unfinished.put(stopped);
            keep();
            return new Outcome(true, stopped.sentence() + ".");
        });
    }

    /**
     * The unfinished or last order to all pods of a Supervision; empty if there was none. If another replica gives the order,
     * the returned state of the order may be a few seconds old.
     */
    public Optional<Roll> roll(String namespace, String supervision) {
        return unfinished.shown(namespace + "/" + supervision);
    }

    private Outcome locked(Callable<Outcome> work) {
        return answered(() -> {
            if (!acquireLock()) {
                String holder = lock.holder();
                return Outcome.refused(holder.isEmpty()
                        ? "it cannot be said now whether another replica of the operator acts; try again in a moment"
                        : "replica " + holder
                                + " is in the midst of an action, and only one acts at a time, so that no "
                                + "budget is spent twice; ask there, or try again when it is over (if " + holder
                                + " has died, " + UnfinishedOrder.DEADLINE.toMinutes() + " min later)");
            }
            try {
                return work.call();
            } finally {
                keep();
            }
        });
    }

    private boolean acquireLock() {
        boolean had = holdsLock;
        holdsLock = lock.acquire();
        if (holdsLock && !had) {
            unfinished.takeUp(lock.text(), clock.instant());
        }
        return holdsLock;
    }

    private void keep() {
        if (holdsLock && !unfinished.keep()) {
            LOG.log(System.Logger.Level.WARNING, "Actions: {0}, which is tried again", NOT_KEPT);
        }
    }

    private Outcome answered(Callable<Outcome> work) {
        try {
            return thread.submit(() -> {
                try {
                    return work.call();
                } catch (IOException e) {
                    return Outcome.refused("the API server cannot be asked: " + e.getMessage());
                }
            }).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(false, "It is unknown what became of it: the operator ends.");
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.ERROR, "An action failed", e.getCause());
            return new Outcome(false, "It is unknown what became of it; the operator's log says why.");
        } catch (TimeoutException e) {
            return new Outcome(false, "It is unknown what became of it: the API server is slow.");
        }
    }

    private void tickGuarded(FailedRounds rounds) {
        try {
            tick();
        } catch (RuntimeException e) {
            rounds.failed(Work.ACTIONS, "", e);
        }
    }

    private void tick() {
        if (unfinished.namespaces().isEmpty() && !isTakenUp()) {
            if (holdsLock && unfinished.keep()) {
                holdsLock = false;
                lock.release();
            }
            return;
        }
        acquireLock();
        for (String namespace : unfinished.namespaces()) {
            try {
                look(namespace);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "Pods of {0} cannot be looked at, which is tried again: {1}",
                        namespace, e.getMessage());
            }
        }
        keep();
    }

    /** Returns whether another replica has ended with unfinished orders, so that this replica continues them. */
    private boolean isTakenUp() {
        ticks++;
        if (holdsLock || ticks % TICKS_A_SEARCH != 0) {
            return false;
        }
        boolean isLeft = lock.isAbandoned();
        unfinished.watch(lock.text(), clock.instant());
        return isLeft && acquireLock() && !unfinished.namespaces().isEmpty();
    }

    private void look(String namespace) throws IOException {
        NamespaceState state = cluster.look(namespace);
        Map<PodName, UnfinishedOrder.Outcome> outcomes = unfinished.outcomes(namespace, state, clock.instant());
        for (Roll roll : unfinished.going(namespace)) {
            Roll seen = roll.seen(outcomes, unfinished.pods(state), clock.instant());
            unfinished.put(seen.isOver() ? told(seen) : advanced(seen, state));
        }
    }

    private Roll advanced(Roll roll, NamespaceState state) {
        if (!holdsLock) {
            return roll.waiting("this replica cannot say whether another one acts", clock.instant());
        }
        Roll now = roll;
        Pods pods = unfinished.pods(state);
        Plan.Next next = Plan.next(roll.left().keySet(), pods, state.budgets());
        String waits = next.waits();
        List<PodState> meant = next.now().stream().limit(MOST_AT_ONCE).flatMap(pod -> pods.find(pod).stream()).toList();
        if (!meant.isEmpty() && !unfinished.keep(roll, meant, clock.instant())) {
            return roll.waiting(NOT_KEPT, clock.instant());
        }
        try {
            for (PodState pod : meant) {
                if (isEnding) {
                    break;
                }
                Reply reply = give(pod, roll.order(), roll.by());
                if (reply.isRefused()) {
                    return told(now.ended("stopped at " + pod.name().name() + ": " + reply.sentence()));
                }
                now = now.acted(pod.name(), clock.instant());
            }
        } catch (IOException e) {
            waits = "no Event can be written: " + e.getMessage();
        }
        Roll waiting = now.waiting(waits, clock.instant());
        return waiting.isOver() ? told(waiting) : waiting;
    }

    private static Roll told(Roll over) {
        LOG.log(System.Logger.Level.INFO, "To {0} all pods of {1}, as {2} asked: {3}", over.order().words(),
                over.group(), over.by(), over.sentence());
        return over;
    }

    private Reply give(PodState pod, Order order, String by) throws IOException {
        cluster.note(pod.name(), pod.uid(), order, by);
        Instant since = clock.instant();
        Reply reply = sender.give(pod.name(), order);
        LOG.log(System.Logger.Level.INFO, "{0} asked to {1} pod {2}: {3}", by, order.words(), pod.name().shown(),
                reply.sentence());
        if (!reply.isRefused()) {
            unfinished.add(new UnfinishedOrder(order, pod, since));
        }
        return reply;
    }

    /**
     * Ends this object's thread and releases the {@link ActionLock}, so that another replica can continue the unfinished
     * orders.
     */
    @Override
    public void close() {
        isEnding = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
                LOG.log(System.Logger.Level.WARNING, "The thread of actions did not end in time, so that another "
                        + "replica goes on in {0} min", UnfinishedOrder.DEADLINE.toMinutes());
            } else if (holdsLock) {
                holdsLock = false;
                lock.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
