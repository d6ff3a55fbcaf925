package dev.dpm.operator.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.operator.act.Actions.Outcome;
import dev.dpm.operator.action.Acting;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.fleet.PodName;

/** Orders for one pod, and for all pods one after another, with a clock that is moved by hand. */
class ActionsTest {

    private static final PodName A = new PodName("shop", "a");
    private static final PodName B = new PodName("shop", "b");

    private final FakeCluster cluster = new FakeCluster();
    private final Hand clock = new Hand();
    private final Actions actions = Actions.resting(cluster, cluster, cluster, clock);

    private static final class Hand extends Clock {

        private volatile Instant now = Instant.parse("2026-11-29T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @AfterEach
    void end() {
        actions.close();
    }

    private void ready(String... names) {
        for (String name : names) {
            cluster.pod(name, true, 0, clock.now);
        }
    }

    private void pass(Duration time) throws Exception {
        clock.now = clock.now.plus(time);
        actions.look();
    }

    private void comesUp(String name) throws Exception {
        pass(Duration.ofSeconds(5));
        cluster.pod(name, true, 1, clock.now);
        pass(Duration.ofSeconds(1));
    }

    private Roll roll() {
        return actions.roll("shop", "web").orElseThrow();
    }

    @Test
    void one_pod_is_noted_acted_on_and_the_next_is_refused_until_it_is_up() throws Exception {
        ready("a", "b");

        assertThat(actions.act(A, Order.TERMINATE, "ada")).isEqualTo(new Outcome(true,
                "a: terminating app, process 7."));
        assertThat(cluster.done).containsExactly("event on a: ada terminate", "terminate a");
        assertThat(actions.act(B, Order.TERMINATE, "bob")).isEqualTo(new Outcome(false, "Refused: Supervision shop/web "
                + "allows 1 of 2 pods to be unavailable at once (maxUnavailable 1), and 1 is: a was acted on and is "
                + "not up again."));
        assertThat(cluster.hasTurn).isTrue();
        comesUp("a");
        pass(Duration.ofSeconds(1));

        assertThat(cluster.hasTurn).as("given back").isFalse();
        assertThat(actions.act(B, Order.TERMINATE, "bob").isDone()).isTrue();
    }

    @Test
    void what_its_dpm_runner_refuses_takes_nothing_from_the_budget() {
        ready("a", "b");
        cluster.refusal = "app is WAITING; only a target with a process can be terminated";

        assertThat(actions.act(A, Order.TERMINATE, "ada").sentence())
                .isEqualTo("Refused: app is WAITING; only a target with a process can be terminated.");
        cluster.refusal = "";
        assertThat(actions.act(B, Order.TERMINATE, "ada").isDone()).isTrue();
    }

    @Test
    void while_another_replica_acts_nothing_is_done_and_it_is_named() {
        ready("a");
        cluster.taken = "dpm-operator-7c";

        assertThat(actions.act(A, Order.TERMINATE, "ada").sentence()).startsWith("Refused: replica dpm-operator-7c is "
                + "in the midst of an action, and only one acts at a time");
        assertThat(actions.roll("shop", "web", Order.TERMINATE, "ada").isDone()).isFalse();
        assertThat(cluster.done).isEmpty();
    }

    @Test
    void while_the_api_server_is_away_nothing_is_done() {
        ready("a");
        cluster.isAway = true;

        assertThat(actions.act(A, Order.TERMINATE, "ada").sentence())
                .isEqualTo("Refused: the API server cannot be asked: it is away.");
        assertThat(cluster.done).isEmpty();
    }

    @Test
    void all_pods_come_one_after_another_each_when_the_one_before_is_up() throws Exception {
        ready("a", "b", "c");

        assertThat(actions.roll("shop", "web", Order.TERMINATE, "ada").sentence()).startsWith(
                "Begun: 0 of 3 done, not up yet: a; next waits, since Supervision shop/web allows 1 of 3");
        pass(Duration.ofSeconds(60));
        assertThat(cluster.done).hasSize(2);
        comesUp("a");
        assertThat(roll().sentence()).startsWith("1 of 3 done, not up yet: b");
        assertThat(actions.roll("shop", "web", Order.TERMINATE, "bob").sentence())
                .startsWith("Refused: ada has begun to terminate the pods of shop/web, and that goes on: 1 of 3 done");
        comesUp("b");
        comesUp("c");

        assertThat(roll().sentence()).isEqualTo("done: each of 3 pods");
        assertThat(cluster.done).containsExactly("event on a: ada terminate", "terminate a",
                "event on b: ada terminate", "terminate b", "event on c: ada terminate", "terminate c");
        pass(Duration.ofSeconds(1));
        assertThat(cluster.hasTurn).isFalse();
    }

    @Test
    void it_stops_at_the_first_that_does_not_come_up() throws Exception {
        ready("a", "b", "c");
        actions.roll("shop", "web", Order.TERMINATE, "ada");
        comesUp("a");
        cluster.pod("b", false, 1, clock.now);

        pass(Acting.DEADLINE.plusSeconds(1));

        assertThat(roll().sentence()).isEqualTo("stopped at b, which is not up again within 5 min; 1 of 3 done, not up "
                + "yet: b, left alone: c");
        pass(Acting.DEADLINE.multipliedBy(2));
        assertThat(cluster.done).doesNotContain("terminate c");
    }

    @Test
    void it_stops_where_nothing_can_be_done_for_long_and_where_a_dpm_runner_refuses() throws Exception {
        ready("a", "b");
        cluster.most = "0";
        actions.roll("shop", "web", Order.TERMINATE, "ada");

        pass(Acting.DEADLINE.plusSeconds(1));

        assertThat(roll().sentence()).startsWith("stopped, since nothing could be done within 5 min: Supervision "
                + "shop/web allows 0 of 2 pods");
        cluster.most = "1";
        cluster.refusal = "app is WAITING";
        actions.roll("shop", "web", Order.TERMINATE, "ada");
        assertThat(roll().sentence()).startsWith("stopped at a: app is WAITING; 0 of 2 done");
    }

    @Test
    void a_pod_that_came_later_under_the_same_name_is_left_alone() throws Exception {
        ready("a", "b");
        actions.roll("shop", "web", Order.TERMINATE, "ada");
        cluster.pods.remove("b");
        comesUp("a");

        assertThat(roll().sentence()).isEqualTo("done: each of 2 pods");
        assertThat(cluster.done).doesNotContain("terminate b");
    }

    @Test
    void a_replica_that_ends_gives_the_turn_back_unless_a_pod_is_under_way() {
        ready("a");
        cluster.refusal = "app is WAITING";
        actions.act(A, Order.TERMINATE, "ada");
        assertThat(cluster.hasTurn).isTrue();
        actions.close();
        assertThat(cluster.hasTurn).isFalse();

        cluster.refusal = "";
        try (Actions other = Actions.resting(cluster, cluster, cluster, clock)) {
            assertThat(other.act(A, Order.TERMINATE, "ada").isDone()).isTrue();
        }
        assertThat(cluster.hasTurn).as("kept until the Lease is over").isTrue();
    }

    @Test
    void somebody_stops_it() throws Exception {
        ready("a", "b");
        actions.roll("shop", "web", Order.TERMINATE, "ada");

        assertThat(actions.stop("shop", "web", "bob").sentence())
                .isEqualTo("stopped by bob; 0 of 2 done, not up yet: a, left alone: b.");
        comesUp("a");
        assertThat(cluster.done).doesNotContain("terminate b");
        assertThat(actions.stop("shop", "web", "bob").isDone()).isFalse();
    }

    @Test
    void an_api_server_that_goes_away_in_the_midst_is_waited_for() throws Exception {
        ready("a", "b");
        actions.roll("shop", "web", Order.TERMINATE, "ada");
        cluster.isAway = true;
        cluster.taken = "dpm-operator-7c";
        pass(Duration.ofSeconds(20));
        assertThat(roll().isOver()).isFalse();
        cluster.isAway = false;
        cluster.pod("a", true, 1, clock.now);
        pass(Duration.ofSeconds(1));
        assertThat(cluster.done).doesNotContain("terminate b");
        assertThat(roll().sentence()).contains("this replica cannot say whether another one acts");

        cluster.taken = "";
        pass(Duration.ofSeconds(1));

        assertThat(cluster.done).contains("terminate b");
    }
}
