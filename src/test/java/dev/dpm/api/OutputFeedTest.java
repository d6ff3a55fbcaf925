package dev.dpm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.testing.FakeOperations;
import dev.dpm.view.OutputPage;

class OutputFeedTest {

    private final FakeOperations operations = new FakeOperations();
    private final OutputFeed feed = new OutputFeed(operations, "web", "line", OutputPage.Line::text);

    /** A batch must be small, since the runner holds one batch in memory for each slow client of a stream. */
    @Test
    void a_batch_of_long_lines_is_small_and_the_next_one_goes_on_where_it_ends() {
        operations.showOutput(Collections.nCopies(100, "a".repeat(16 * 1024)).toArray(String[]::new));
        int lines = 0;
        Feed.Batch batch = new Feed.Batch(List.of(), 0, true);
        while (batch.more()) {
            batch = feed.after(batch.place());
            lines += batch.items().size();

            assertThat(batch.items().stream().mapToInt(item -> item.data().length()).sum())
                    .isPositive().isLessThanOrEqualTo(OutputFeed.BATCH + 16 * 1024);
            assertThat(batch.items().get(batch.items().size() - 1).place()).isEqualTo(batch.place());
        }

        assertThat(lines).isEqualTo(100);
        assertThat(batch.place()).isEqualTo(100L * (16 * 1024 + 1));
    }
}
