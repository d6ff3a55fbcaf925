package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.operator.model.Samples;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.page.Changes;
import dev.dpm.operator.page.Changes.Outcome;

/** Tests changes of a Supervision from the fleet page, which are requested with the token of the person. */
class ClusterChangesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AutoClose
    private ApiServer server;
    @AutoClose
    private SupervisionView view;
    private Changes changes;

    @BeforeEach
    void begin() throws Exception {
        server = new ApiServer();
        server.store.put(Samples.with("memoryThreshold", "85%"));
        OwnCluster cluster = new OwnCluster(server.client(), new OperatorNames("ops"));
        view = cluster.watchSupervisions("x:1");
        changes = cluster.changes(view);
        await().atMost(PATIENCE).until(() -> changes.options("shop", "web").isPresent());
    }

    @Test
    void options_are_written_and_removed_and_everything_else_stays() throws Exception {
        assertThat(changes.options("shop", "web")).contains(Map.of("memoryThreshold", "85%"));

        Outcome outcome = changes.change("tok", "shop", "web", Map.of("memoryThreshold", "70%", "cpuThreshold", "90"));

        assertThat(outcome.isDone()).as(outcome.sentence()).isTrue();
        Supervision now = server.store.find(Samples.minimal(), Supervision.class).orElseThrow();
        assertThat(now.getSpec().options()).isEqualTo(Map.of("memoryThreshold", "70%", "cpuThreshold", "90"));
        assertThat(now.getSpec().selector().getMatchLabels()).isEqualTo(Map.of("app", "web"));
        assertThat(changes.change("tok", "shop", "web", Map.of("cpuThreshold", "")).isDone()).isTrue();
        assertThat(server.store.find(Samples.minimal(), Supervision.class).orElseThrow().getSpec().options())
                .isEqualTo(Map.of("memoryThreshold", "70%"));
        assertThat(server.tokens()).contains("Bearer tok");
    }

    @Test
    void what_cannot_be_used_is_refused_in_our_words_and_nothing_is_written() throws Exception {
        Outcome outcome = changes.change("tok", "shop", "web", Map.of("memoryThreshold", "much"));

        assertThat(outcome.isDone()).isFalse();
        assertThat(outcome.sentence()).startsWith("Nothing was changed: spec.options.memoryThreshold").contains("much");
        assertThat(changes.change("tok", "shop", "other", Map.of()).sentence()).contains("is gone");
        assertThat(server.asked()).noneMatch(request -> request.method().equals("PUT"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            403, you may not get and update
            409, somebody else changed
            404, is gone
            422, Nothing was changed
            """)
    void a_refusal_of_the_api_server_is_said(int status, String words) throws Exception {
        server.fail(status, 1, request -> request.method().equals("PUT"));

        Outcome outcome = changes.change("tok", "shop", "web", Map.of("memoryThreshold", "70%"));

        assertThat(outcome.isDone()).isFalse();
        assertThat(outcome.sentence()).contains(words);
    }

    @Test
    void an_api_server_that_fails_is_no_refusal() {
        server.fail(500, 9, request -> request.method().equals("PUT"));

        assertThatThrownBy(() -> changes.change("tok", "shop", "web", Map.of("memoryThreshold", "70%")))
                .isInstanceOf(IOException.class);
    }
}
