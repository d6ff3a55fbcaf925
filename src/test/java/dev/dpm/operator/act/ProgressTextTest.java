package dev.dpm.operator.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.PodState;
import dev.dpm.operator.action.PodState.Heard;
import dev.dpm.operator.action.Progress;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.action.UnfinishedOrder;
import dev.dpm.operator.fleet.PodName;

class ProgressTextTest {

    private static final Instant THEN = Instant.parse("2026-11-29T10:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(400);

    @Test
    void what_is_read_is_what_was_written_but_begins_now() {
        Roll roll = Roll.of("shop/web", new Order("HUP"), "ada", pods(4), THEN).acted(pod(1).name(), THEN);

        Progress read = ProgressText
                .read(ProgressText.of(new Progress(List.of(new UnfinishedOrder(roll.order(), pod(1), THEN)),
                        List.of(roll))), NOW)
                .orElseThrow();

        assertThat(read.rolls()).hasSize(1);
        Roll found = read.rolls().get(0);
        assertThat(found.left()).isEqualTo(roll.left()).hasSize(3);
        assertThat(found.underWay()).isEqualTo(roll.underWay());
        assertThat(List.of(found.group(), found.by(), found.order(), found.moved()))
                .isEqualTo(List.of("shop/web", "ada", new Order("HUP"), NOW));
        UnfinishedOrder order = read.acting().get(0);
        assertThat(order.since()).isEqualTo(NOW);
        assertThat(List.of(order.before().uid(), order.before().restarts(), order.before().heard().restarts()))
                .isEqualTo(List.of("00000000-0000-4000-8000-000000000001", 3L, 2L));
    }

    @Test
    void what_is_over_is_not_written() {
        Roll over = Roll.of("shop/web", Order.TERMINATE, "ada", pods(2), THEN).ended("stopped by bob");

        assertThat(ProgressText.of(new Progress(List.of(), List.of(over)))).isEmpty();
        assertThat(ProgressText.read("", NOW)).contains(Progress.NOTHING);
    }

    @Test
    void a_roll_over_too_many_pods_is_counted_and_the_orders_that_were_given_stay() {
        Roll roll = Roll.of("shop/web", Order.TERMINATE, "a".repeat(9_000), pods(5_000), THEN);

        String text = ProgressText
                .of(new Progress(List.of(new UnfinishedOrder(Order.TERMINATE, pod(1), THEN)), List.of(roll)));

        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(ProgressText.MOST_BYTES);
        assertThat(ProgressText.read(text, NOW).orElseThrow().rolls()).hasSize(0);
        assertThat(ProgressText.read(text, NOW).orElseThrow().acting()).hasSize(1);
        assertThat(ProgressText.interrupted(text, NOW)).extracting(Roll::sentence)
                .containsExactly(
                        "interrupted, since the replica that began it ended, and 5000 pods were left alone, too "
                                + "many to be handed on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{}", "null", "7", "{\"acting\":null,\"rolls\":[]}",
            "{\"acting\":[],\"rolls\":[{\"group\":\"web\"}]}", "{\"acting\":[{}],\"rolls\":[]}",
            "{\"acting\":[],\"rolls\":[{\"group\":\"shop/web\",\"signal\":\"SOON\",\"by\":\"ada\",\"left\":{},"
                    + "\"underWay\":[],\"done\":[],\"tooMany\":0}]}"})
    void what_is_no_progress_is_refused(String text) {
        assertThat(ProgressText.read(text, NOW)).isEmpty();
        assertThat(ProgressText.interrupted(text, NOW)).isEmpty();
    }

    private static List<PodState> pods(int number) {
        return IntStream.range(0, number).mapToObj(ProgressTextTest::pod).toList();
    }

    private static PodState pod(int number) {
        return new PodState(new PodName("shop", "web-" + number), "00000000-0000-4000-8000-00000000000" + number, true,
                3, new Heard(THEN, true, 2),
                "");
    }
}
