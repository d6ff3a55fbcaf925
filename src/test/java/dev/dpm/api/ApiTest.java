package dev.dpm.api;

import static dev.dpm.testing.TestAccess.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;

import dev.dpm.config.StartRequest;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.event.CommandResult.Started;
import dev.dpm.testing.Browser;
import dev.dpm.testing.HttpTest;
import dev.dpm.testing.Views;

@QuarkusTest
class ApiTest extends HttpTest {

    private HttpResponse<String> get(String path, String accept) {
        return new Browser(console).get(path, "Authorization", "Bearer " + TOKEN, "Accept", accept);
    }

    private HttpResponse<String> send(String method, String path, String accept) {
        return new Browser(console).send(method, path, "", "Authorization", "Bearer " + TOKEN, "Accept", accept);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + answer.body(), e);
        }
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void status_as_json_has_every_promised_key_and_null_for_the_unknown() {
        operations.show(Views.running("web"), Views.backoff("worker"));

        HttpResponse<String> answer = get("/api/v1/status", "application/json");

        JsonNode status = json(answer);
        assertThat(answer.headers().firstValue("Dpm-Exit-Code")).hasValue("1");
        assertThat(keys(status)).contains("runner", "targets");
        assertThat(keys(status.get("runner"))).contains("version", "pid", "uptime_seconds", "home", "console",
                "management");
        for (JsonNode target : status.get("targets")) {
            assertThat(keys(target)).contains("name", "state", "pid", "attached", "adopted", "given_up",
                    "uptime_seconds", "processes", "cpu_percent", "memory_bytes", "cpu_threshold_percent",
                    "memory_threshold_bytes", "breach", "health", "restarts", "restarts_in_window", "last_exit",
                    "reason");
        }
        JsonNode worker = status.get("targets").get(1);
        assertThat(worker.get("pid").isNull()).isTrue();
        assertThat(worker.at("/last_exit/code").asInt()).isEqualTo(1);
        assertThat(worker.at("/last_exit/signal").isNull()).isTrue();
        assertThat(status.get("targets").get(0).get("started_at").asText()).isEqualTo("2026-11-22T21:46:02Z");
        assertThat(answer.body()).doesNotContain("geheim").contains("--password=***", "\n");
    }

    @Test
    void status_as_text_is_the_table() {
        operations.show(Views.running("web"), Views.backoff("worker"));

        HttpResponse<String> one = get("/api/v1/status?name=web&width=120", "text/plain");
        HttpResponse<String> coloured = get("/api/v1/status?color=true", "text/plain");

        assertThat(one.body()).startsWith("dpm-runner 1.0.0").contains("web ").doesNotContain("worker", "\u001b");
        assertThat(one.headers().firstValue("Dpm-Exit-Code")).hasValue("0");
        assertThat(coloured.body()).contains("\u001b[33mBACKOFF\u001b[0m");
    }

    @Test
    void a_third_download_is_refused_while_two_readers_take_their_time() {
        String path = "/api/v1/targets/web/output/download";
        operations.showOutput("one");
        CountDownLatch taken = operations.holdOutput();
        List<CompletableFuture<HttpResponse<String>>> readers = new ArrayList<>();
        for (int i = 0; i < Downloads.MOST; i++) {
            readers.add(CompletableFuture.supplyAsync(() -> get(path, "*/*"), task -> new Thread(task).start()));
        }
        try {
            await().until(() -> operations.copying() == Downloads.MOST);
            HttpResponse<String> third = get(path, "*/*");
            HttpResponse<String> page = get("/targets/web/output/download", "text/html");

            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.headers().firstValue("Retry-After")).hasValue("10");
            assertThat(third.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("<html", "2 downloads are under way");
        } finally {
            taken.countDown();
        }
        assertThat(readers).allSatisfy(reader -> assertThat(reader.join().body()).isEqualTo("one\n"));
        await().untilAsserted(() -> assertThat(get(path, "*/*").statusCode()).isEqualTo(200));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,    /api/v1/status?name=nobody,              404
            GET,    /api/v1/status?color=perhaps,            400
            GET,    /api/v1/status?width=-1,                 400
            GET,    /api/v1/targets/nobody,                  404
            GET,    /api/v1/targets/nobody/output,           404
            GET,    /api/v1/targets/nobody/startup,          404
            GET,    /api/v1/targets/web/output?lines=0,      400
            GET,    /api/v1/targets/web/output?lines=10001,  400
            GET,    /api/v1/targets/web/output?lines=many,   400
            GET,    /api/v1/events?limit=0,                  400
            GET,    /api/v1/events?limit=1001,               400
            GET,    /api/v1/events?after=-1,                 400
            GET,    /api/v1/events?zone=x,                   400
            GET,    /api/v1/nothing,                         404
            GET,    /api/v2/status,                          404
            PUT,    /api/v1/status,                          405
            DELETE, /api/v1/events,                          405
            POST,   /api/v1/targets,                         400
            """)
    void what_cannot_be_answered_is_a_problem(String method, String path, int status) {
        operations.show(Views.running("web"));

        HttpResponse<String> answer = send(method, path, "*/*");
        HttpResponse<String> text = send(method, path, "text/plain");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(keys(problem)).containsExactlyInAnyOrder("type", "title", "status", "detail");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(text.statusCode()).isEqualTo(status);
        assertThat(text.body()).isEqualTo(problem.get("detail").asText() + "\n").endsWith(".\n");
    }

    @Test
    void a_form_of_answer_that_does_not_exist_is_a_problem() {
        assertThat(get("/api/v1/status", "image/png").statusCode()).isEqualTo(406);
        assertThat(new Browser(console).send("POST", "/api/v1/targets", "<start/>", "Authorization",
                "Bearer " + TOKEN, "Content-Type", "text/xml").statusCode()).isEqualTo(415);
    }

    @Test
    void a_fault_of_the_runner_is_a_problem_without_its_stack_trace() {
        operations.fail();

        HttpResponse<String> answer = get("/api/v1/status", "application/json");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(json(answer).get("title").asText()).isEqualTo("The runner's own fault");
        assertThat(answer.body()).doesNotContain("Exception", "snapshot");
    }

    @Test
    void start_takes_the_form_of_the_client() {
        operations.answer(new CommandResult(Outcome.DONE, "Started web and api.",
                List.of(new Started("web", 1), new Started("api", 3))));
        StartRequest request = new StartRequest(false, Optional.of("web"), Map.of(), List.of("run", "a&b=ü"),
                Path.of("/srv"), "0022", Map.of("BIG", "%".repeat(300_000)));

        HttpResponse<String> answer = new Browser(console).post("/api/v1/targets", request.encode(), "Authorization",
                "Bearer " + TOKEN, "Accept", "text/plain");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Started web and api.\n");
        assertThat(answer.headers().firstValue("Dpm-Started")).hasValue("web=1,api=3");
        assertThat(operations.asked()).singleElement().asString().startsWith("start [run, a&b=ü] {BIG=%%")
                .hasSize("start [run, a&b=ü] {BIG=}".length() + 300_000);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ''
            nonsense
            cwd=relative
            a=%zz
            """)
    void a_start_request_that_cannot_be_read_is_bad(String form) {
        HttpResponse<String> answer = new Browser(console).post("/api/v1/targets", form, "Authorization",
                "Bearer " + TOKEN);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("detail").asText()).startsWith("The start request could not be read: ");
        assertThat(operations.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            DONE,    200
            ALREADY, 200
            REFUSED, 409
            INVALID, 400
            UNKNOWN, 404
            """)
    void the_outcome_of_a_command_is_the_status(Outcome outcome, int status) {
        operations.answer(CommandResult.of(outcome, "A sentence."));

        HttpResponse<String> answer = send("POST", "/api/v1/targets/web/stop", "application/json");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).get(status == 200 ? "sentence" : "detail").asText()).isEqualTo("A sentence.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"cpu_threshold":90}                                   | 200 | change web {cpu_threshold=90} by api
            {"cpu_threshold":90,"expected":{"cpu_threshold":80}}   | 200 | \
            change web {cpu_threshold=90} expecting {cpu_threshold=80} by api
            {"cpu_threshold":null,"expected":{"group":null}}       | 200 | \
            change web {cpu_threshold=} expecting {group=} by api
            {"expected":{"cpu_threshold":80}}                      | 400 |
            {"cpu_threshold":90,"expected":80}                     | 400 |
            {"cpu_threshold":90,"expected":{"cpu_threshold":{}}}   | 400 |
            """)
    void a_change_of_settings_may_name_the_values_that_it_expects(String body, int status, String asked) {
        HttpResponse<String> answer = new Browser(console).send("PATCH", "/api/v1/targets/web/settings", body,
                "Authorization", "Bearer " + TOKEN, "Content-Type", "application/json");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(operations.asked()).isEqualTo(asked == null ? List.of() : List.of(asked));
    }

    @Test
    void a_change_that_another_one_came_before_is_a_conflict() {
        operations.answer(CommandResult.of(CommandResult.Outcome.REFUSED, "another change came first"));

        HttpResponse<String> answer = new Browser(console).send("PATCH", "/api/v1/targets/web/settings",
                "{\"cpu_threshold\":90,\"expected\":{\"cpu_threshold\":80}}", "Authorization", "Bearer " + TOKEN,
                "Content-Type", "application/json");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("detail").asText()).contains("another change came first");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST,   /api/v1/targets/web/start,           start web
            POST,   /api/v1/targets/web/stop,            stop web
            POST,   /api/v1/targets/web/restart,         restart web
            POST,   /api/v1/targets/web/terminate,       terminate web
            DELETE, /api/v1/targets/web,                 remove web
            POST,   /api/v1/reload,                      reload
            POST,   /api/v1/shutdown,                    shutdown false
            POST,   /api/v1/shutdown?keep_targets=true,  shutdown true
            """)
    void commands_reach_the_supervisor(String method, String path, String asked) {
        HttpResponse<String> answer = send(method, path, "text/plain");

        assertThat(answer.body()).isEqualTo("Done.\n");
        assertThat(operations.asked()).containsExactly(asked);
    }

    @Test
    void one_target_is_shown_with_its_state_in_a_header() {
        operations.show(Views.running("web"));
        operations.showOutput("one", "two", "\u001b[31mthree <b>");

        HttpResponse<String> text = get("/api/v1/targets/web", "text/plain");

        assertThat(text.headers().firstValue("Dpm-State")).hasValue("RUNNING");
        assertThat(text.headers().firstValue("Dpm-Reason")).hasValue("started+by+command");
        assertThat(text.body()).startsWith("name        web\n").doesNotContain("geheim");
        assertThat(json(get("/api/v1/targets/web", "application/json")).get("name").asText()).isEqualTo("web");
        assertThat(json(get("/api/v1/targets", "application/json"))).hasSize(1);
        assertThat(get("/api/v1/targets/web/output?lines=2", "text/plain").body())
                .isEqualTo("two\n\u001b[31mthree <b>\n");
        HttpResponse<String> startup = get("/api/v1/targets/web/startup?incarnation=3", "text/plain");
        assertThat(startup.headers().firstValue("Dpm-Stage")).hasValue("FAILED");
        assertThat(startup.body()).isEqualTo("web 3 ended with exit code 1\n");
    }

    @Test
    void events_come_as_lines_objects_or_an_array() {
        operations.showEvents(Views.event(7, "web", "ended"), Views.event(8, null, "noted"),
                Views.event(9, "web", "started"));

        HttpResponse<String> lines = get("/api/v1/events?target=web&zone=Europe/Berlin", "text/plain");
        HttpResponse<String> objects = get("/api/v1/events?after=7&limit=1", "application/x-ndjson");
        HttpResponse<String> array = get("/api/v1/events?after=9", "application/json");

        assertThat(lines.body()).isEqualTo("2026-11-22 21:46:02  web  ended\n2026-11-22 21:46:02  web  started\n");
        assertThat(lines.headers().firstValue("Dpm-Last-Sequence")).hasValue("9");
        assertThat(objects.body()).isEqualTo("{\"time\":\"2026-11-22T20:46:02.123Z\",\"type\":\"TargetExited\","
                + "\"target\":\"web\",\"pid\":456,\"message\":\"started\",\"severity\":\"WARNING\",\"sequence\":9,"
                + "\"exit_code\":1}\n");
        assertThat(json(array)).isEmpty();
        assertThat(array.headers().firstValue("Dpm-Last-Sequence")).hasValue("9");
    }
}
