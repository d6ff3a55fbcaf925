package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;

/** Tests targets that a schedule runs or restarts. */
class ScheduleIT {

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private final Path ran = product.folder().resolve("ran");

    @AfterEach
    void nothing_is_left() {
        try (product) {
            product.dpm("stop", "--yes");
            assertThat(product.living()).isEmpty();
        }
    }

    private JsonNode job() {
        return product.target("job").orElseThrow();
    }

    private int runs() throws Exception {
        return Files.exists(ran) ? Files.readAllLines(ran).size() : 0;
    }

    private void file(String options, String script) {
        product.file("dpm.yaml", "targets:\n  job: {command: [sh, -c, 'echo x >> " + ran + "; " + script + "'], "
                + "timezone: Europe/Berlin, " + options + "}\n");
    }

    @Test
    void rests_until_its_time_runs_by_its_name_and_tells_how_its_runs_ended() throws Exception {
        file("schedule: '0 3 29 2 *', restart_schedule: off", "echo copied 3 files; [ ! -e " + ran + ".fail ]");
        assertThat(product.dpm("start", "--config", "dpm.yaml").expect(0).out()).contains("job runs by its schedule");
        assertThat(job().path("state").asText()).isEqualTo("WAITING");
        assertThat(job().path("reason").asText()).contains("; next run ", "-02-29 03:00 CET");
        assertThat(Instant.parse(job().path("story").path("next_run_at").asText())).isAfter(Instant.now());
        assertThat(product.dpm("status").expect(0).out()).contains("WAITING", "next run");
        assertThat(runs()).isZero();

        assertThat(product.dpm("start", "job").expect(0).out()).contains("ended with exit code 0: copied 3 files");
        assertThat(runs()).isEqualTo(1);
        assertThat(job().path("state").asText()).isEqualTo("WAITING");
        Files.writeString(Path.of(ran + ".fail"), "");
        product.dpm("start", "job").expect(1);
        product.dpm("status").expect(1);

        String page = product.dpm("status", "job").expect(1).out();
        assertThat(page).contains("next run", "last runs", "exit code 1 after", "exit code 0 after", "copied 3 files");
        assertThat(page.indexOf("exit code 1 after")).as("newest first").isLessThan(page.indexOf("exit code 0 after"));

        runner.kill();
        product.dpm("start").expect(0);
        assertThat(runs()).as("the next runner runs nothing that is not due").isEqualTo(2);
        assertThat(product.dpm("status", "job").expect(1).out()).contains("last runs", "copied 3 files");
        product.dpm("stop", "job", "--yes").expect(0);
        assertThat(job().path("state").asText()).isEqualTo("STOPPED");
    }

    @Test
    void a_run_that_was_missed_is_made_up_for_once_by_the_next_runner() throws Exception {
        file("schedule: '0 3 * * *', schedule_missed: once", "true");
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        StateFile state = StateFile.of(product, "job");
        Product.await(Runner.PATIENCE, () -> assertThat(state.value("ran_until")).isNotEmpty());
        runner.kill();
        state.change(Map.of("ran_until", Instant.now().minus(Duration.ofDays(3)).toString()
                .replace(":", "\\:")));

        product.dpm("start");

        Product.await(Runner.PATIENCE, () -> assertThat(runs()).isEqualTo(1));
        Product.await(Runner.PATIENCE, () -> assertThat(job().path("state").asText()).isEqualTo("WAITING"));
        assertThat(runner.events("job", "TargetStarted").toString()).contains("missed and made up for");
        assertThat(runs()).isEqualTo(1);
    }

    @Slow
    @Test
    void runs_every_minute_while_nobody_looks() throws Exception {
        file("schedule: '* * * * *'", "sleep 1");
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        Product.await(Duration.ofSeconds(150), () -> assertThat(runs()).isGreaterThanOrEqualTo(2));
        List<JsonNode> started = runner.events("job", "TargetStarted");
        assertThat(started).allSatisfy(event -> assertThat(
                Instant.parse(event.path("time").asText()).getEpochSecond() % 60).isLessThan(10));
    }

    @Test
    void what_is_no_schedule_is_a_fault_of_the_file() {
        file("schedule: '61 * * * *'", "true");
        assertThat(product.dpm("check", "dpm.yaml").expect(2).all())
                .contains("dpm.yaml line 2", "five fields as in crontab(5)", "Value 61 not in range [0, 59]");
        file("schedule: '@daily', restart: always", "true");
        assertThat(product.dpm("check", "dpm.yaml").expect(2).all())
                .contains("'always' is not allowed together with schedule");
    }
}
