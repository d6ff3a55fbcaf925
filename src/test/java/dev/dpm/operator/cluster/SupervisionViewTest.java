package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.operator.model.Samples;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.round.FailedRounds.Work;

class SupervisionViewTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Logger logger = Logger.getLogger("dev.dpm.operator");
    private final List<LogRecord> lines = Collections.synchronizedList(new ArrayList<>());
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
    private final AtomicInteger refusal = new AtomicInteger();
    private final FailedRounds rounds = new FailedRounds(System::nanoTime);
    @AutoClose
    private ApiServer server;
    @AutoClose
    private SupervisionView view;

    @BeforeEach
    void serve() throws Exception {
        logger.addHandler(handler);
        server = new ApiServer();
        server.store.put(Samples.minimal());
        for (int status : List.of(404, 503)) {
            server.fail(status, Integer.MAX_VALUE,
                    asked -> refusal.get() == status && asked.path().endsWith("/supervisions"));
        }
    }

    @AfterEach
    void end() {
        logger.removeHandler(handler);
    }

    @Test
    void a_definition_that_is_absent_at_the_start_is_one_line_and_so_is_its_end() {
        refusal.set(404);
        begin();
        await().atMost(PATIENCE).until(() -> rounds.counts().get(Work.WATCH) > 0);

        looks(3);
        assertThat(view.isDefined()).isFalse();
        assertThat(lines).extracting(LogRecord::getMessage).singleElement().asString()
                .contains("no definition of Supervision", "deploy/operator/crd.yaml");

        refusal.set(0);
        looks(2);
        assertThat(view.isDefined()).isTrue();
        assertThat(lines).extracting(LogRecord::getMessage).element(1).asString().contains("again");
        assertThat(lines).hasSize(2);
        await().atMost(PATIENCE).until(view::isComplete);
    }

    /** After the definition of the custom resource was deleted, its watch fails without any report. */
    @Test
    void a_definition_that_is_deleted_is_one_line() {
        begin();
        await().atMost(PATIENCE).until(view::isComplete);
        looks(1);
        assertThat(view.isDefined()).isTrue();

        refusal.set(404);
        looks(1);
        assertThat(view.isDefined()).as("one answer may be that of a server that starts").isTrue();
        looks(2);

        assertThat(view.isDefined()).isFalse();
        assertThat(lines).hasSize(1);
    }

    @Test
    void a_server_that_fails_says_nothing_about_the_definition() {
        begin();
        await().atMost(PATIENCE).until(view::isComplete);
        refusal.set(503);

        looks(3);

        assertThat(view.isDefined()).isTrue();
        assertThat(lines).isEmpty();
    }

    private void begin() {
        view = SupervisionView.watching(server.client(), new OperatorNames("ops"), "x:1", rounds);
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            view.examineDefinition();
        }
    }
}
