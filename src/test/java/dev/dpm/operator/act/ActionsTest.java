package dev.dpm.operator.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.operator.act.Actions.Outcome;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.action.UnfinishedOrder;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.testing.WallClock;

/** Tests orders for one pod, and for all pods one after another, with a clock that the test advances. */
class ActionsTest {

    private static final PodName A = new PodName("shop", "a");
    private static final PodName B = new PodName("shop", "b");

    private final FakeCluster cluster = new FakeCluster();
    private final WallClock clock = WallClock.at("2026-11-29T10:00:00Z");
    @AutoClose
    private final Actions actions = Actions.resting(cluster, cluster, cluster, clock);

    private void ready(String... names) {
        for (String name : names) {
            cluster.pod(name, true, 0, clock.instant());
        }
    }

    private void pass(Duration time) throws Exception {
        clock.advance(time);
        actions.look();
    }

    private void comesUp(String name) throws Exception {
        pass(Duration.ofSeconds(5));
        cluster.pod(name, true, 1, clock.instant());
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
        assertThat(cluster.holdsLock).isTrue();
        comesUp("a");
        pass(Duration.ofSeconds(1));

        assertThat(cluster.holdsLock).as("given back").isFalse();
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
        assertThat(cluster.holdsLock).isFalse();
    }

    @Test
    void it_stops_at_the_first_that_does_not_come_up() throws Exception {
        ready("a", "b", "c");
        actions.roll("shop", "web", Order.TERMINATE, "ada");
        comesUp("a");
        cluster.pod("b", false, 1, clock.instant());

        pass(UnfinishedOrder.DEADLINE.plusSeconds(1));

        assertThat(roll().sentence()).isEqualTo("stopped at b, which is not up again within 5 min; 1 of 3 done, not up "
                + "yet: b, left alone: c");
        pass(UnfinishedOrder.DEADLINE.multipliedBy(2));
        assertThat(cluster.done).doesNotContain("terminate c");
    }

    @Test
    void it_stops_where_nothing_can_be_done_for_long_and_where_a_dpm_runner_refuses() throws Exception {
        ready("a", "b");
        cluster.most = "0";
        actions.roll("shop", "web", Order.TERMINATE, "ada");

        pass(UnfinishedOrder.DEADLINE.plusSeconds(1));

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

    /** Makes a replica look as often as it needs to find the order that another replica left unfinished. */
    private void search(Actions replica) throws Exception {
        for (int tick = 0; tick < 5; tick++) {
            replica.look();
        }
    }

    private static String sentence(Actions replica) {
        return replica.roll("shop", "web").orElseThrow().sentence();
    }

    @Test
    void a_replica_that_ends_gives_the_turn_back_and_another_goes_on_with_its_roll() throws Exception {
        ready("a", "b", "c");
        actions.roll("shop", "web", Order.TERMINATE, "ada");
        comesUp("a");
        assertThat(cluster.done).endsWith("event on b: ada terminate", "terminate b");
        actions.close();
        assertThat(cluster.holdsLock).isFalse();

        try (Actions other = Actions.resting(cluster, cluster, cluster, clock)) {
            search(other);
            assertThat(sentence(other)).startsWith("1 of 3 done, not up yet: b; next waits");
            clock.advance(Duration.ofSeconds(5));
            cluster.pod("b", true, 1, clock.instant());
            other.look();
            assertThat(cluster.done).endsWith("event on c: ada terminate", "terminate c");
            clock.advance(Duration.ofSeconds(5));
            cluster.pod("c", true, 1, clock.instant());
            other.look();
            assertThat(sentence(other)).isEqualTo("done: each of 3 pods");
            other.look();
            assertThat(cluster.kept).isEmpty();
        }
        assertThat(cluster.done).filteredOn(each -> each.startsWith("terminate"))
                .containsExactly("terminate a", "terminate b", "terminate c");
    }

    @Test
    void a_replica_that_was_killed_is_followed_when_its_turn_is_over() throws Exception {
        ready("a", "b");
        actions.roll("shop", "web", Order.TERMINATE, "ada");
        cluster.taken = "killed";
        cluster.holdsLock = false;

        try (Actions other = Actions.resting(cluster, cluster, cluster, clock)) {
            search(other);
            assertThat(cluster.done).as("only shown").doesNotContain("terminate b");
            cluster.taken = "";
            clock.advance(UnfinishedOrder.DEADLINE);
            cluster.pod("a", true, 1, clock.instant());
            search(other);
            assertThat(cluster.done).doesNotContain("terminate b");
            clock.advance(Duration.ofSeconds(5));
            cluster.pod("a", true, 1, clock.instant());
            other.look();
            assertThat(cluster.done).endsWith("terminate b");

            // the first replica was only away: the other replica has taken over its unfinished order
            cluster.holdsLock = false;
            cluster.taken = "other";
            actions.look();
            cluster.taken = "";
            cluster.kept = "";
            actions.look();
            assertThat(roll().sentence()).startsWith("another replica went on with it");
        }
        assertThat(cluster.done).filteredOn(each -> each.startsWith("terminate")).hasSize(2);
    }

    @Test
    void what_another_replica_has_under_way_is_shown_and_stopped_there_only() throws Exception {
        ready("a", "b");
        try (Actions other = Actions.resting(cluster, cluster, cluster, clock)) {
            actions.roll("shop", "web", Order.TERMINATE, "ada");
            cluster.taken = "first";
            search(other);
            assertThat(sentence(other)).startsWith("0 of 2 done, not up yet: a");
            assertThat(other.roll("shop", "web").orElseThrow().by()).isEqualTo("ada");
            assertThat(other.stop("shop", "web", "bob").sentence())
                    .isEqualTo("Refused: replica first acts on the pods of shop/web: stop it there.");

            cluster.taken = "";
            comesUp("a");
            cluster.taken = "first";
            search(other);
            assertThat(sentence(other)).startsWith("1 of 2 done, not up yet: b");
            cluster.taken = "";
            comesUp("b");
            assertThat(roll().isOver()).isTrue();
            cluster.taken = "first";
            search(other);
            assertThat(other.roll("shop", "web").orElseThrow().isOver()).isTrue();
            assertThat(sentence(other))
                    .isEqualTo("over at another replica, whose page and log say how; 1 of 2 done, not up yet: b");
        }
    }

    @Test
    void a_roll_too_large_for_the_lease_goes_on_elsewhere_and_is_not_called_interrupted() throws Exception {
        cluster.taken = "first";
        cluster.kept = "{\"acting\":[],\"rolls\":[{\"group\":\"shop/web\",\"signal\":\"\",\"by\":\"ada\",\"left\":{},"
                + "\"underWay\":[],\"done\":[],\"tooMany\":1500}]}";
        search(actions);
        assertThat(actions.roll("shop", "web")).isEmpty();

        cluster.taken = "";
        search(actions);
        assertThat(roll().sentence()).startsWith("interrupted, since the replica that began it ended, and 1500 pods");
    }

    @Test
    void an_order_to_one_pod_still_counts_for_the_replica_that_follows() {
        ready("a", "b");
        actions.act(A, Order.TERMINATE, "ada");
        actions.close();

        try (Actions other = Actions.resting(cluster, cluster, cluster, clock)) {
            assertThat(other.act(B, Order.TERMINATE, "bob").sentence()).contains("a was acted on and is not up again");
        }
    }

    @Test
    void a_roll_that_somebody_stopped_is_not_taken_up() throws Exception {
        ready("a", "b");
        actions.roll("shop", "web", Order.TERMINATE, "ada");
        actions.stop("shop", "web", "bob");
        actions.close();

        try (Actions other = Actions.resting(cluster, cluster, cluster, clock)) {
            search(other);
            assertThat(other.roll("shop", "web")).isEmpty();
            pass(other, UnfinishedOrder.DEADLINE);
            assertThat(cluster.done).doesNotContain("terminate b");
        }
    }

    @Test
    void what_another_replica_left_and_nobody_can_read_is_dropped() throws Exception {
        ready("a");
        cluster.kept = "{";

        search(actions);

        assertThat(actions.roll("shop", "web")).isEmpty();
        assertThat(cluster.done).isEmpty();
        assertThat(actions.act(A, Order.TERMINATE, "ada").isDone()).isTrue();
    }

    @Test
    void an_order_that_cannot_be_recorded_is_not_given() throws Exception {
        ready("a", "b");
        cluster.isKeepingRefused = true;

        assertThat(actions.act(A, Order.TERMINATE, "ada").sentence())
                .isEqualTo("Refused: the Lease that records orders cannot be written.");
        actions.roll("shop", "web", Order.TERMINATE, "ada");
        assertThat(roll().sentence())
                .isEqualTo("0 of 2 done; next waits, since the Lease that records orders cannot be written");
        assertThat(cluster.done).isEmpty();

        cluster.isKeepingRefused = false;
        pass(Duration.ofSeconds(2));
        assertThat(cluster.done).containsExactly("event on a: ada terminate", "terminate a");
    }

    private void pass(Actions replica, Duration time) throws Exception {
        clock.advance(time);
        search(replica);
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
        cluster.pod("a", true, 1, clock.instant());
        pass(Duration.ofSeconds(1));
        assertThat(cluster.done).doesNotContain("terminate b");
        assertThat(roll().sentence()).contains("this replica cannot say whether another one acts");

        cluster.taken = "";
        pass(Duration.ofSeconds(1));

        assertThat(cluster.done).contains("terminate b");
    }
}
