package dev.dpm.operator.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.operator.action.PodState.Heard;
import dev.dpm.operator.fleet.PodName;

/** Tests the state of an order that was given at second 0, when the container had 2 restarts and the target had 5. */
class UnfinishedOrderTest {

    private static final Instant GIVEN = Instant.parse("2026-11-29T10:00:00Z");
    private static final PodName WEB = new PodName("shop", "web-1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            terminate | 1   | u1 | true  | 2 | -10 | true  | 5 | GOES_ON | nothing is to be seen of it yet
            terminate | 10  | u1 | false | 3 | 5   | true  | 6 | GOES_ON | it began again and is not ready
            terminate | 10  | u1 | true  | 3 | 5   | true  | 6 | UP      |
            terminate | 10  | u1 | true  | 3 | 2   | true  | 6 | GOES_ON | the answer may be from before
            terminate | 10  | u1 | true  | 3 | 5   | false | 6 | GOES_ON | its target is not running
            terminate | 10  | u1 | true  | 2 | 5   | true  | 6 | GOES_ON | readiness may be from before the end
            terminate | 16  | u1 | true  | 2 | 5   | true  | 6 | UP      | another than kubelet began it again
            terminate | 60  | u1 | true  | 2 | 50  | true  | 5 | GOES_ON | it has not ended
            terminate | 10  | u2 | true  | 0 | 5   | true  | 0 | GONE    | another pod of that name
            terminate | 300 | u1 | false | 3 | 290 | true  | 6 | GOES_ON |
            terminate | 301 | u1 | false | 3 | 290 | true  | 6 | LATE    |
            HUP       | 10  | u1 | true  | 2 | 5   | true  | 5 | GOES_ON | it may end yet
            HUP       | 16  | u1 | true  | 2 | 5   | true  | 5 | UP      |
            HUP       | 16  | u1 | false | 2 | 5   | true  | 5 | GOES_ON |
            HUP       | 301 | u1 | true  | 2 | 5   | false | 5 | LATE    |
            """)
    void stands(String order, long now, String uid, boolean isReady, long restarts, long heard, boolean isRunning,
            long targets, UnfinishedOrder.Outcome outcome, String why) {
        Order given = order.equals("terminate") ? Order.TERMINATE : Order.signal(order).orElseThrow();
        UnfinishedOrder acting = new UnfinishedOrder(given,
                new PodState(WEB, "u1", true, 2, new Heard(GIVEN.minusSeconds(3), true, 5),
                        ""),
                GIVEN);

        PodState pod = new PodState(WEB, uid, isReady, restarts, new Heard(GIVEN.plusSeconds(heard), isRunning,
                targets), "");

        assertThat(acting.outcome(Pods.of(List.of(pod), List.of()), GIVEN.plusSeconds(now))).as(why).isEqualTo(outcome);
        assertThat(acting.outcome(Pods.of(List.of(), List.of()), GIVEN.plusSeconds(now)))
                .isEqualTo(UnfinishedOrder.Outcome.GONE);
    }
}
