package dev.dpm.operator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.operator.round.FailedRounds.Work;

class FailedRoundsTest {

    private final Logger logger = Logger.getLogger(FailedRounds.class.getName());
    private final List<LogRecord> lines = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final FailedRounds rounds = new FailedRounds(now::get);
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord line) {
            lines.add(line);
        }

        @Override
        public void flush() {
            // this handler buffers nothing
        }

        @Override
        public void close() {
            // this handler holds nothing open
        }
    };

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void end() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void every_failure_is_counted_and_one_kind_is_one_line_in_ten_minutes() {
        for (int i = 0; i < 1000; i++) {
            rounds.failed(Work.SUPERVISIONS, "shop/web-" + i, fault());
            rounds.failed(Work.CERTIFICATES, "", "refused");
        }
        rounds.failed(Work.CERTIFICATES, "", "another cause");
        now.addAndGet(FailedRounds.PAUSE.toNanos());
        rounds.failed(Work.SUPERVISIONS, "shop/web", fault());

        assertThat(rounds.counts()).containsEntry(Work.SUPERVISIONS, 1001L).containsEntry(Work.CERTIFICATES, 1001L)
                .containsEntry(Work.LEASE, 0L);
        assertThat(lines).extracting(LogRecord::getMessage).hasSize(4).last().asString()
                .isEqualTo(
                        "A Supervision cannot be examined, which is tried again (shop/web) (999 more like it before)");
        assertThat(lines).extracting(line -> line.getThrown() != null).containsExactly(true, false, false, true);
    }

    @Test
    void messages_that_differ_in_names_are_of_one_kind() {
        for (int i = 0; i < 257; i++) {
            rounds.failed(Work.SUPERVISIONS, "big/s" + i,
                    "configmaps \"dpm-s" + i + "\" is forbidden: User \"o\" cannot");
        }
        rounds.failed(Work.SUPERVISIONS, "big/s1", "secrets \"dpm-fleet\" is forbidden: User \"o\" cannot");

        assertThat(lines).hasSize(2);
        assertThat(MessageFormat.format(lines.get(0).getMessage(), lines.get(0).getParameters())).isEqualTo(
                "A Supervision cannot be examined, which is tried again (big/s0): configmaps \"dpm-s0\" is forbidden: "
                        + "User \"o\" cannot");
    }

    /** Otherwise, the operator would remember for ever all messages that differ each time. */
    @Test
    void kinds_beyond_the_most_that_are_remembered_are_forgotten() {
        for (int i = 0; i < 300; i++) {
            rounds.failed(Work.FLEET, "", "fault " + i);
        }
        rounds.failed(Work.FLEET, "", "fault 299");
        rounds.failed(Work.FLEET, "", "fault 0");

        assertThat(lines).hasSize(301);
    }

    private static RuntimeException fault() {
        return new IllegalStateException("odd");
    }
}
