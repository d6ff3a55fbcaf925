package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.process.Notification.Beat;

/** Tests the reading of sd_notify(3) messages. */
class NotificationTest {

    @Test
    void one_message_may_say_several_things() {
        Notification told = Notification
                .parse("READY=1\nSTATUS=serving = well\nMAINPID=4711\nWATCHDOG=1\nEXTEND_TIMEOUT_USEC=1500000\n");

        assertThat(told.ready()).isTrue();
        assertThat(told.status()).hasValue("serving = well");
        assertThat(told.mainPid()).hasValue(4711);
        assertThat(told.beat()).isEqualTo(Beat.ALIVE);
        assertThat(told.extension()).hasValue(Duration.ofMillis(1500));
        assertThat(told.reloading()).isFalse();
        assertThat(told.stopping()).isFalse();
    }

    @Test
    void a_reload_an_end_and_a_failure_are_told_apart() {
        assertThat(Notification.parse("RELOADING=1\nMONOTONIC_USEC=12").reloading()).isTrue();
        assertThat(Notification.parse("STOPPING=1").stopping()).isTrue();
        assertThat(Notification.parse("WATCHDOG=trigger").beat()).isEqualTo(Beat.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "READY", "READY=", "READY=yes", "ready=1", "=1", "WATCHDOG=2", "MAINPID=0",
            "MAINPID=-5", "MAINPID=99999999999999999999", "MAINPID=x", "EXTEND_TIMEOUT_USEC=-1", "FDSTORE=1",
            "EXTEND_TIMEOUT_USEC=soon", "\u0000\ufffd=\u0007", "BARRIER=1"})
    void rubbish_says_nothing(String message) {
        assertThat(Notification.parse(message)).isEqualTo(Notification.NOTHING);
    }

    @Test
    void an_extension_is_at_most_a_day() {
        assertThat(Notification.parse("EXTEND_TIMEOUT_USEC=" + Long.MAX_VALUE).extension())
                .hasValue(Duration.ofDays(1));
    }
}
