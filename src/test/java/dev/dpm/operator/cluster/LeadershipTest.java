package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;

class LeadershipTest {

    private final AtomicLong nanos = new AtomicLong();
    @AutoClose
    private ApiServer server;

    @BeforeEach
    void serve() throws Exception {
        server = new ApiServer();
    }

    @Test
    void the_first_leads_and_the_second_does_not_as_long_as_the_first_renews() {
        Leadership one = replica("one");
        Leadership two = replica("two");

        for (int i = 0; i < 20; i++) {
            one.look();
            two.look();
            assertThat(one.isLeading()).isTrue();
            assertThat(two.isLeading()).isFalse();
            pass(Leadership.RETRY);
        }
        assertThat(lease().getHolderIdentity()).isEqualTo("one");
        assertThat(lease().getLeaseTransitions()).isZero();
    }

    @Test
    void a_leader_that_cannot_renew_stops_before_another_may_begin() {
        Leadership one = replica("one");
        Leadership two = replica("two");
        one.look();
        two.look();

        pass(Leadership.RENEWED_WITHIN);
        assertThat(one.isLeading()).isFalse();
        two.look();
        assertThat(two.isLeading()).as("not yet").isFalse();
        pass(Leadership.LEASE);
        two.look();

        assertThat(two.isLeading()).isTrue();
        assertThat(lease().getLeaseTransitions()).isEqualTo(1);
        one.look();
        assertThat(one.isLeading()).as("too late").isFalse();
    }

    @Test
    void a_server_that_fails_for_a_moment_changes_nothing() {
        Leadership one = replica("one");
        one.look();
        server.fail(500, 1, asked -> asked.path().endsWith("/leases/dpm-operator"));

        pass(Leadership.RETRY);
        one.look();

        assertThat(server.hasFaultsLeft()).isFalse();
        assertThat(one.isLeading()).isTrue();
    }

    @Test
    void of_two_that_write_at_once_the_one_with_the_conflict_does_not_lead() {
        Leadership one = replica("one");
        server.fail(409, 1, asked -> asked.method().equals("POST"));
        one.look();
        assertThat(one.isLeading()).isFalse();

        one.look();
        assertThat(one.isLeading()).isTrue();
        server.fail(409, 1, asked -> asked.method().equals("PUT"));
        one.look();
        assertThat(one.isLeading()).isFalse();
    }

    @Test
    void what_is_released_is_free_at_once_and_only_by_its_holder() {
        Leadership one = replica("one");
        Leadership two = replica("two");
        one.look();
        two.look();
        two.release();
        assertThat(lease().getHolderIdentity()).isEqualTo("one");

        one.release();
        two.look();

        assertThat(two.isLeading()).isTrue();
    }

    @Test
    void what_a_holder_keeps_is_there_for_the_next_one_and_only_the_holder_may_keep() {
        Leadership one = replica("one");
        Leadership two = replica("two");
        one.look();
        assertThat(one.keep("b is next")).isTrue();
        two.look();
        assertThat(two.keep("mine")).isFalse();
        assertThat(two.isLeft()).as("it is held").isFalse();
        pass(Leadership.RETRY);
        one.look();
        assertThat(one.kept()).as("a renewal keeps it").isEqualTo("b is next");

        one.release();
        assertThat(two.isLeft()).isTrue();
        assertThat(one.keep("too late")).isFalse();
        two.look();

        assertThat(two.kept()).isEqualTo("b is next");
        assertThat(two.keep("")).isTrue();
        two.release();
        assertThat(one.isLeft()).as("nothing is left").isFalse();
    }

    @Test
    void what_cannot_be_written_is_not_kept() {
        Leadership one = replica("one");
        one.look();
        server.fail(500, 1, asked -> asked.method().equals("PUT"));

        assertThat(one.keep("b is next")).isFalse();

        server.fail(409, 1, asked -> asked.method().equals("PUT"));
        assertThat(one.keep("b is next")).isFalse();
        assertThat(one.keep("b is next")).isTrue();
    }

    private Leadership replica(String identity) {
        return new Leadership(server.client(), new OperatorNames("ops"), identity, Clock.systemUTC(), nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos() + 1);
    }

    private LeaseSpec lease() {
        return server.store.all("leases", Lease.class).get(0).getSpec();
    }
}
