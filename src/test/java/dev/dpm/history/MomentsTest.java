package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.RestartCause;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

class MomentsTest {

    private static final TargetName WEB = new TargetName("web");
    private static final Instant BEGIN = Instant.parse("2026-11-28T14:00:00Z");

    /** The {@link Moments} after these events, which are a second apart. */
    private static Moments after(TargetEvent... events) {
        Moments moments = Moments.NONE;
        for (int i = 0; i < events.length; i++) {
            moments = moments.after(new Recorded(i, BEGIN.plusSeconds(i), events[i]));
        }
        return moments;
    }

    private static TargetEvent started(long incarnation) {
        return started(incarnation, "started by command");
    }

    private static TargetEvent started(long incarnation, String why) {
        return new TargetEvent.TargetStarted(WEB, incarnation, 100 + incarnation, why);
    }

    private static TargetEvent exited(int code, boolean asked, String lastLine) {
        return new TargetEvent.TargetExited(WEB, 1, 101, new ExitStatus.Code(code), Duration.ofSeconds(3), asked,
                code == 0,
                Optional.empty(), Optional.ofNullable(lastLine));
    }

    private static TargetEvent stopping(String why) {
        return new TargetEvent.TargetStopping(WEB, "TERM", Duration.ofSeconds(10), why);
    }

    private static TargetEvent scheduled(String why) {
        return new TargetEvent.RestartScheduled(WEB, Duration.ofSeconds(5), 1, 3, RestartCause.MEMORY, why);
    }

    private static TargetEvent stopped() {
        return new TargetEvent.TargetStopped(WEB, "stopped by command");
    }

    @Test
    void a_life_that_came_after_a_breach_says_so() {
        Moments moments = after(started(1), stopping("memory 127.0 MiB > 120.0 MiB"), exited(0, true, null),
                scheduled("memory 127.0 MiB > 120.0 MiB"), started(2, "restarted: memory 127.0 MiB > 120.0 MiB"));

        assertThat(moments.restart())
                .contains(new Moments.Restart(BEGIN.plusSeconds(4), "memory 127.0 MiB > 120.0 MiB"));
    }

    @Test
    void so_does_one_that_came_after_a_restart_by_command_and_one_that_somebody_else_began() {
        TargetEvent attached = new TargetEvent.TargetAttached(WEB, 2, 102, "pid 102");

        assertThat(after(started(1), stopping("restarted by command"), exited(0, true, null),
                started(2, "restarted by command")).restart())
                .contains(new Moments.Restart(BEGIN.plusSeconds(3), "restarted by command"));
        assertThat(after(exited(3, false, null), attached).restart())
                .contains(new Moments.Restart(BEGIN.plusSeconds(1), "ended with exit code 3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.py changed", "started by command"})
    void what_launched_it_before_the_pause_was_over_is_told_and_not_the_crash(String why) {
        assertThat(after(started(1), exited(3, false, "boom"), scheduled("ended with exit code 3"), started(2, why))
                .restart()).contains(new Moments.Restart(BEGIN.plusSeconds(3), why));
    }

    @Test
    void a_first_life_and_one_after_a_stop_are_new() {
        assertThat(after(started(1)).restart()).isEmpty();
        assertThat(after(started(1), exited(1, false, "boom"), scheduled("boom"), stopped(), started(2)).restart())
                .isEmpty();
        assertThat(after(started(1), exited(1, false, "boom"), scheduled("boom"), started(2), stopping("by command"),
                exited(0, true, null), stopped(), started(3)).restart()).isEmpty();
    }

    @Test
    void an_end_is_known_with_its_moment_and_its_last_line() {
        Moments moments = after(started(1), exited(1, false, "address already in use"), stopped());

        assertThat(moments.exitedAt()).contains(BEGIN.plusSeconds(1));
        assertThat(moments.lastLine()).contains("address already in use");
        assertThat(moments.restingSince()).contains(BEGIN.plusSeconds(2));
        assertThat(moments.after(new Recorded(9, BEGIN, started(2))).restingSince()).isEmpty();
    }

    @Test
    void what_ended_the_last_process_is_known_until_another_ends() {
        TargetEvent.TargetExited killed = new TargetEvent.TargetExited(WEB, 1, 101,
                new ExitStatus.Signaled(Signal.KILL),
                Duration.ofSeconds(3), true, false, Optional.of("ended by KILL of the runner after 10 s of grace"),
                Optional.empty());

        assertThat(after(killed, started(2)).endedBy()).contains("ended by KILL of the runner after 10 s of grace");
        assertThat(after(killed, started(2), exited(0, true, null)).endedBy()).isEmpty();
    }
}
