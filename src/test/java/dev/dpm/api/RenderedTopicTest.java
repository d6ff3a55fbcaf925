package dev.dpm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class RenderedTopicTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicInteger state = new AtomicInteger();
    private final Map<String, String> parts = new HashMap<>(Map.of("runner", "1", "target/web", "a"));
    private final RenderedTopic shown = new RenderedTopic(
            new Topic("key", state::incrementAndGet, () -> Map.copyOf(parts)));

    private void render(long from, long until) {
        assertThat(shown.begins(from)).isTrue();
        shown.rendered(shown.render(), until);
    }

    @Test
    void a_topic_is_rendered_once_at_a_time() {
        assertThat(shown.begins(0)).isTrue();
        assertThat(shown.begins(SECOND)).isFalse();
    }

    @Test
    void after_a_long_rendering_the_topic_pauses_four_times_as_long() {
        render(0, SECOND / 10);

        assertThat(shown.begins(SECOND / 2 - 1)).isFalse();
        assertThat(shown.begins(SECOND / 2)).isTrue();
    }

    @Test
    void no_pause_is_longer_than_five_seconds() {
        render(0, 10 * SECOND);

        assertThat(shown.begins(15 * SECOND - 1)).isFalse();
        assertThat(shown.begins(15 * SECOND)).isTrue();
    }

    @Test
    void a_rendering_that_failed_is_tried_again_without_a_pause() {
        assertThat(shown.begins(0)).isTrue();
        shown.failed();

        assertThat(shown.begins(1)).isTrue();
    }

    @Test
    void listeners_that_have_seen_the_same_share_the_bytes() {
        render(0, 0);
        RenderedTopic.Events whole = shown.events(0);
        parts.put("target/web", "b");
        render(1, 1);

        assertThat(shown.events(0)).as("a newcomer reads what an earlier one still reads").isSameAs(whole);
        assertThat(shown.events(whole.version())).isSameAs(shown.events(whole.version()));
        assertThat(shown.events(whole.version()).bytes().toString()).contains("event: target", "data: b")
                .doesNotContain("runner");
        assertThat(whole.bytes().toString()).contains("event: runner", "data: a");
    }
}
