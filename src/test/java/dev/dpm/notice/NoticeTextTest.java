package dev.dpm.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.dpm.config.Receiver;
import dev.dpm.incident.Cause;

class NoticeTextTest {

    private static final Instant START = Instant.parse("2026-11-30T01:18:50.335537783Z");

    private static Notice givenUp(String sentence, int restarts) {
        Grouping grouping = Grouping.NONE.troubled(new TroubleNews("bad", "i1", Cause.GAVE_UP, sentence, START, START));
        for (int restart = 0; restart < restarts; restart++) {
            grouping = grouping.restarted("bad");
        }
        return grouping.due(START.plus(Duration.ofMinutes(1)), GroupingTest.wanting(Set.copyOf(Receiver.EVENTS)))
                .notices().get(0);
    }

    @Test
    void a_notice_about_giving_up_says_so_once() {
        String reason = "it was given up: gave up after 2 restarts: ended with exit code 9";

        assertThat(givenUp(reason, 2).sentence()).isEqualTo("bad is given up after 2 restarts in 0 s: ended with exit"
                + " code 9");
        assertThat(givenUp(reason, 0).sentence()).isEqualTo("bad is given up: gave up after 2 restarts: ended with exit"
                + " code 9");
        assertThat(givenUp("it was given up: no restarts are allowed: ended with exit code 9", 0).sentence())
                .isEqualTo("bad is given up: no restarts are allowed: ended with exit code 9");
    }

    @Test
    void a_mail_names_moments_to_the_second() {
        assertThat(NoticeText.mail(givenUp("it was given up: why", 0), "vm"))
                .contains("since: 2026-11-30T01:18:50Z\n", "Time: 2026-11-30T01:19:50Z\n");
    }

    @Test
    void a_chat_message_calls_nobody_and_links_nowhere() {
        assertThat(NoticeText.chat(givenUp("it was given up: <!channel> <https://x|y> @here a && b > c", 0), "vm"))
                .contains("&lt;!channel&gt; &lt;https://x|y&gt; @\u200bhere a &amp;&amp; b &gt; c")
                .doesNotContain("<", "@here");
    }
}
