package dev.dpm.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndOfTargetTest {

    private final EndOfTarget end = new EndOfTarget("web-1");

    @Test
    void a_target_that_stops_is_waited_for() {
        for (int look = 0; look < 3 * EndOfTarget.LOOKS; look++) {
            assertThat(end.launchedAnew("3", "STOPPING")).isEmpty();
        }
    }

    @Test
    void a_newer_run_of_the_target_ends_the_waiting() {
        assertThat(end.launchedAnew("3", "RUNNING")).isEmpty();
        assertThat(end.launchedAnew("3", "STOPPING")).isEmpty();

        assertThat(end.launchedAnew("4", "STARTING"))
                .contains("web-1 was started anew by another order while it was stopping");
    }

    @Test
    void a_target_that_stays_up_for_half_a_minute_is_waited_for_no_more() {
        for (int look = 1; look < EndOfTarget.LOOKS; look++) {
            assertThat(end.launchedAnew("1", "RUNNING")).isEmpty();
        }

        assertThat(end.launchedAnew("1", "RUNNING"))
                .contains("web-1 is RUNNING half a minute after the order to end it;"
                        + " another order may have started it anew");
    }

    /** The target's dependents are stopped first, one after the other, so the target itself may begin to stop late. */
    @Test
    void a_target_that_begins_to_stop_in_time_is_waited_for_again() {
        for (int look = 1; look < EndOfTarget.LOOKS; look++) {
            assertThat(end.launchedAnew("1", "RUNNING")).isEmpty();
        }

        assertThat(end.launchedAnew("1", "STOPPING")).isEmpty();
        assertThat(end.launchedAnew("1", "RUNNING")).isEmpty();
    }
}
