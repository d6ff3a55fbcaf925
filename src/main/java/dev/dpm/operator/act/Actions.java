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

import dev.dpm.operator.act.Hands.Reply;
import dev.dpm.operator.action.Acting;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.Plan;
import dev.dpm.operator.action.PodSight;
import dev.dpm.operator.action.Pods;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.fleet.PodName;

/**
 * Gives orders to pods. The budgets limit how many pods get an order at once. One thread does all the work, and works
 * only while this replica holds the {@link Turn}. The thread gives the turn back when no order is under way. When this
 * replica ends before its orders are done, another replica continues them ({@link UnderWay}).
 */
public final class Actions implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Actions.class.getName());
    private static final Duration TICK = Duration.ofSeconds(2);
    /**
     * The time that a caller waits for the thread: longer than the thread needs for taking the turn, reading the pods,
     * writing an Event and giving an order.
     */
    private static final long PATIENCE_SECONDS = 50;
    private static final long END_SECONDS = 10;
    private static final String NOT_KEPT = "the Lease that records orders cannot be written";
    /** The largest number of pods of a roll that get their order in one pass of the thread. */
    private static final int MOST_AT_ONCE = 20;
    /**
     * How often the timer ticks between two readings of the orders that another replica has under way or has left
     * unfinished.
     */
    private static final int TICKS_A_SEARCH = 2;

    private final World world;
    private final Hands hands;
    private final Turn turn;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread own = new Thread(work, "dpm-act");
        own.setDaemon(true);
        return own;
    });
    /** The orders under way, used by this object's thread only, except to show a roll. */
    private final UnderWay underWay;
    private boolean hasTurn;
    private int ticks;
    private volatile boolean isEnding;

    private Actions(World world, Hands hands, Turn turn, Clock clock) {
        this.world = world;
        this.hands = hands;
        this.turn = turn;
        this.clock = clock;
        this.underWay = new UnderWay(turn);
    }

    /** Makes an object without a timer, for tests: orders proceed only when {@link #look} is called. */
    static Actions resting(World world, Hands hands, Turn turn, Clock clock) {
        return new Actions(world, hands, turn, clock);
    }

    /** Reads once how far all orders are, and gives the orders that come next. */
    void look() throws InterruptedException, ExecutionException {
        thread.submit(this::tick).get();
    }

    /** Makes actions, and begins to check every few seconds how the orders stand. */
    public static Actions begin(World world, Hands hands, Turn turn, Clock clock) {
        Actions actions = resting(world, hands, turn, clock);
        var unused = actions.thread.scheduleWithFixedDelay(actions::tickGuarded, TICK.toMillis(), TICK.toMillis(),
                TimeUnit.MILLISECONDS);
        return actions;
    }

    /**
     * The result of a request.
     *
     * @param isDone false if the request had no effect
     */
    public record Outcome(boolean isDone, String sentence) {

        static Outcome refused(String why) {
            return new Outcome(false, "Refused: " + why + ".");
        }
    }

    /** Gives one pod an order if the budgets of the pod allow this now. The call may take some seconds. */
    public Outcome act(PodName pod, Order order, String by) {
        return inTurn(() -> {
            Sight sight = world.look(pod.namespace());
            Pods pods = underWay.pods(sight);
            Optional<String> refusal = Plan.refusal(pod, pods, sight.budgets());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            PodSight meant = pods.find(pod).orElseThrow();
            if (!underWay.keep(order, meant, clock.instant())) {
                return Outcome.refused(NOT_KEPT);
            }
            Reply reply = give(meant, order, by);
            return reply.isRefused()
                    ? Outcome.refused(reply.sentence())
                    : new Outcome(true, pod.name() + ": " + reply.sentence() + ".");
        });
    }

    /**
     * Whether the budgets allow an order to one pod now, with the answer in a sentence. The call asks the API server.
     */
    public Outcome verdict(PodName pod) {
        return answered(() -> {
            Sight sight = world.look(pod.namespace());
            return Plan.refusal(pod, underWay.pods(sight), sight.budgets()).map(Outcome::refused)
                    .orElse(new Outcome(true, "No budget forbids it now."));
        });
    }

    /** Begins to give an order to all pods of a Supervision, one after another. */
    public Outcome roll(String namespace, String supervision, Order order, String by) {
        String group = namespace + "/" + supervision;
        return inTurn(() -> {
            Optional<Roll> before = underWay.roll(group).filter(roll -> !roll.isOver());
            if (before.isPresent()) {
                return Outcome.refused(before.get().by() + " has begun to " + before.get().order().words()
                        + " the pods of " + group + ", and that goes on: " + before.get().sentence());
            }
            Sight sight = world.look(namespace);
            Set<PodName> members = sight.of(group).orElse(Set.of());
            List<PodSight> meant = sight.pods().stream().filter(pod -> members.contains(pod.name()))
                    .filter(pod -> pod.obstacle().isEmpty()).toList();
            if (meant.isEmpty()) {
                return Outcome.refused("Supervision " + group + " has no pod whose dpm-runner answers");
            }
            Roll begun = advanced(Roll.of(group, order, by, meant, clock.instant()), sight);
            underWay.put(begun);
            LOG.log(System.Logger.Level.INFO, "{0} begins to {1} all pods of {2}", by, order.words(), group);
            int others = members.size() - meant.size();
            return new Outcome(true, "Begun: " + begun.sentence() + (others == 0
                    ? "."
                    : "; left out: " + others + " without a dpm-runner that answers."));
        });
    }

    /** Ends a roll. Pods that already got the order are not affected, and orders to single pods go on. */
    public Outcome stop(String namespace, String supervision, String by) {
        String group = namespace + "/" + supervision;
        return answered(() -> {
            Optional<Roll> roll = underWay.roll(group).filter(each -> !each.isOver());
            if (roll.isEmpty()) {
                return Outcome.refused(underWay.elsewhere(group).isPresent()
                        ? "replica " + turn.holder() + " acts on the pods of " + group + ": stop it there"
                        : "nothing is under way with the pods of " + group);
            }
            Roll stopped = roll.get().ended("stopped by " + by);
            underWay.put(stopped);
            keep();
            return new Outcome(true, stopped.sentence() + ".");
        });
    }

    /**
     * The roll over the pods of a Supervision that is going on, or else the last one; empty if no roll is known. For a
     * roll of another replica, the result is some seconds old.
     */
    public Optional<Roll> roll(String namespace, String supervision) {
        return underWay.shown(namespace + "/" + supervision);
    }

    private Outcome inTurn(Callable<Outcome> work) {
        return answered(() -> {
            if (!takeTurn()) {
                String holder = turn.holder();
                return Outcome.refused(holder.isEmpty()
                        ? "it cannot be said now whether another replica of the operator acts; try again in a moment"
                        : "replica " + holder
                                + " is in the midst of an action, and only one acts at a time, so that no "
                                + "budget is spent twice; ask there, or try again when it is over (if " + holder
                                + " has died, " + Acting.DEADLINE.toMinutes() + " min later)");
            }
            try {
                return work.call();
            } finally {
                keep();
            }
        });
    }

    private boolean takeTurn() {
        boolean had = hasTurn;
        hasTurn = turn.take();
        if (hasTurn && !had) {
            underWay.takeUp(turn.kept(), clock.instant());
        }
        return hasTurn;
    }

    private void keep() {
        if (hasTurn && !underWay.keep()) {
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

    private void tickGuarded() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "Actions cannot go on, which is tried again", e);
        }
    }

    private void tick() {
        if (underWay.namespaces().isEmpty() && !isTakenUp()) {
            if (hasTurn && underWay.keep()) {
                hasTurn = false;
                turn.giveBack();
            }
            return;
        }
        takeTurn();
        for (String namespace : underWay.namespaces()) {
            try {
                look(namespace);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "Pods of {0} cannot be looked at, which is tried again: {1}",
                        namespace, e.getMessage());
            }
        }
        keep();
    }

    /**
     * Reads from time to time which orders another replica has under way. The result is true where that replica ended
     * before its orders were done, so that this replica continues them.
     */
    private boolean isTakenUp() {
        ticks++;
        if (hasTurn || ticks % TICKS_A_SEARCH != 0) {
            return false;
        }
        boolean isLeft = turn.isLeft();
        underWay.watch(turn.kept(), clock.instant());
        return isLeft && takeTurn() && !underWay.namespaces().isEmpty();
    }

    private void look(String namespace) throws IOException {
        Sight sight = world.look(namespace);
        Map<PodName, Acting.Outcome> outcomes = underWay.outcomes(namespace, sight, clock.instant());
        for (Roll roll : underWay.going(namespace)) {
            Roll seen = roll.seen(outcomes, underWay.pods(sight), clock.instant());
            underWay.put(seen.isOver() ? told(seen) : advanced(seen, sight));
        }
    }

    /** Gives the order to the pods whose turn it is. */
    private Roll advanced(Roll roll, Sight sight) {
        if (!hasTurn) {
            return roll.waiting("this replica cannot say whether another one acts", clock.instant());
        }
        Roll now = roll;
        Pods pods = underWay.pods(sight);
        Plan.Next next = Plan.next(roll.left().keySet(), pods, sight.budgets());
        String waits = next.waits();
        List<PodSight> meant = next.now().stream().limit(MOST_AT_ONCE).flatMap(pod -> pods.find(pod).stream()).toList();
        if (!meant.isEmpty() && !underWay.keep(roll, meant, clock.instant())) {
            return roll.waiting(NOT_KEPT, clock.instant());
        }
        try {
            for (PodSight pod : meant) {
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

    /** Gives the order to a pod. An Event is recorded first, so that each order that was given can be found later. */
    private Reply give(PodSight pod, Order order, String by) throws IOException {
        world.note(pod.name(), pod.uid(), order, by);
        Instant since = clock.instant();
        Reply reply = hands.give(pod.name(), order);
        LOG.log(System.Logger.Level.INFO, "{0} asked to {1} pod {2}: {3}", by, order.words(), pod.name().shown(),
                reply.sentence());
        if (!reply.isRefused()) {
            underWay.add(new Acting(order, pod, since));
        }
        return reply;
    }

    /**
     * Ends the thread after its current pass, and gives the turn back, so that another replica can continue the orders
     * that are under way.
     */
    @Override
    public void close() {
        isEnding = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
                LOG.log(System.Logger.Level.WARNING, "The thread of actions did not end in time, so that another "
                        + "replica goes on in {0} min", Acting.DEADLINE.toMinutes());
            } else if (hasTurn) {
                hasTurn = false;
                turn.giveBack();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
