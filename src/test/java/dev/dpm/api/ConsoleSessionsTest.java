package dev.dpm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.dpm.view.Access;

class ConsoleSessionsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final ConsoleSessions sessions = new ConsoleSessions(new Access("token", Set.of(), "test"), nanos::get);
    private final OneTimeCodes codes = new OneTimeCodes(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void a_session_lives_while_it_is_used() {
        Session session = sessions.open();

        pass(ConsoleSessions.IDLE.minusSeconds(1));
        assertThat(sessions.find(session.id())).contains(session);
        pass(ConsoleSessions.IDLE.minusSeconds(1));
        assertThat(sessions.find(session.id())).contains(session);
        pass(ConsoleSessions.IDLE.plusSeconds(1));
        assertThat(sessions.find(session.id())).isEmpty();
    }

    @Test
    void of_too_many_sessions_the_one_longest_unseen_ends() {
        Session used = sessions.open();
        pass(Duration.ofSeconds(1));
        Session unused = sessions.open();
        for (int i = 2; i < ConsoleSessions.MOST; i++) {
            pass(Duration.ofSeconds(1));
            sessions.open();
        }
        pass(Duration.ofSeconds(1));
        sessions.find(used.id());

        sessions.open();

        assertThat(sessions.find(used.id())).isPresent();
        assertThat(sessions.find(unused.id())).isEmpty();
    }

    @Test
    void what_is_over_is_forgotten_without_anybody_asking() {
        sessions.open();
        codes.create();
        pass(OneTimeCodes.VALID.plusSeconds(1));
        codes.create();
        ExpiryJob job = new ExpiryJob(sessions, codes);

        job.forgetWhatIsOver();

        assertThat(sessions.kept()).isEqualTo(1);
        assertThat(codes.kept()).isEqualTo(1);
        pass(ConsoleSessions.IDLE.plusSeconds(1));
        job.forgetWhatIsOver();
        assertThat(sessions.kept()).isZero();
        assertThat(codes.kept()).isZero();
    }

    @Test
    void a_code_is_good_once_and_for_a_minute() {
        String used = codes.create();
        String late = codes.create();

        assertThat(codes.redeem(used)).isTrue();
        assertThat(codes.redeem(used)).isFalse();
        assertThat(codes.redeem(null)).isFalse();
        pass(OneTimeCodes.VALID.plusSeconds(1));
        assertThat(codes.redeem(late)).isFalse();
    }

    @Test
    void of_too_many_codes_the_oldest_is_forgotten() {
        String oldest = codes.create();
        pass(Duration.ofSeconds(1));
        String second = codes.create();
        for (int i = 2; i <= OneTimeCodes.MOST; i++) {
            codes.create();
        }

        assertThat(codes.redeem(oldest)).isFalse();
        assertThat(codes.redeem(second)).isTrue();
    }
}
