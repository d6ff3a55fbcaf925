package dev.dpm.api;

import static dev.dpm.testing.TestAccess.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;

import dev.dpm.check.CheckResult;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.event.CommandResult.Started;
import dev.dpm.testing.Browser;
import dev.dpm.testing.EventSource;
import dev.dpm.testing.HttpTest;
import dev.dpm.testing.Incidents;
import dev.dpm.testing.JsonSchema;
import dev.dpm.testing.Views;
import dev.dpm.view.ProcessView;

/** Checks the document at {@code /api/v1/openapi}, path by path, against the running application. */
@QuarkusTest
class OpenApiTest extends HttpTest {

    private static final String STREAM = "text/event-stream";
    private static final Pattern CALL = Pattern.compile("`([^`]+)`");
    private static final String BEARER = "Bearer " + TOKEN;

    private final List<String> faults = new ArrayList<>();

    /** One method of one path of the document. */
    private record Route(String path, String method, JsonNode operation) {

        boolean documents(int status) {
            return operation.path("responses").has(Integer.toString(status));
        }

        boolean isCommand() {
            return operation.path("tags").path(0).asText().equals("commands");
        }

        List<String> types() {
            List<String> types = new ArrayList<>();
            operation.at("/responses/200/content").fieldNames().forEachRemaining(types::add);
            return types;
        }

        boolean streams() {
            return types().contains(STREAM);
        }

        String body() {
            return switch (operation.path("operationId").asText()) {
                case "start" ->
                    "{\"name\": \"web\", \"options\": {\"cpu_threshold\": 90}, \"command\": [\"/bin/true\"]}";
                case "change" -> "{\"cpu_threshold\": 90, \"memory-threshold\": null}";
                default -> "";
            };
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeEach
    void fill() {
        operations.show(Views.running("web"), Views.backoff("worker"), Views.fatal("import"), Views.inBreach("busy"),
                Views.checked("checked", CheckResult.Outcome.FAILED), Views.checked("fresh", null));
        operations.showEvents(Views.event(7, "web", "ended"), Views.event(8, null, "noted"));
        operations.showIncidents(Incidents.leak("web"));
        operations.showOutput("one", "two");
        operations.showProcesses(new ProcessView(456, 1, 0, "gunicorn", "/usr/bin/gunicorn", "sleeping", 4,
                Optional.of(1.5), 1 << 20, Instant.EPOCH),
                new ProcessView(457, 456, 1, "gunicorn", "", "zombie", 1, Optional.empty(), 0, Instant.EPOCH));
        operations.answer(new CommandResult(Outcome.DONE, "Done.", List.of(new Started("web", 2))));
    }

    private JsonNode document() {
        return json(new Browser(console).get("/api/v1/openapi?format=json", "Authorization", BEARER).body());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    private static List<Route> routes(JsonNode document) {
        List<Route> routes = new ArrayList<>();
        document.path("paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(
                method -> routes.add(new Route(path.getKey(), method.getKey().toUpperCase(Locale.ROOT),
                        method.getValue()))));
        return routes;
    }

    private HttpResponse<String> ask(Route route, String name, String accept, String... more) {
        List<String> headers = new ArrayList<>(List.of("Accept", accept));
        headers.addAll(List.of(more));
        if (!route.body().isEmpty() && !headers.contains("Content-Type")) {
            headers.addAll(List.of("Content-Type", "application/json"));
        }
        return new Browser(console).send(route.method(), route.path().replace("{name}", name), route.body(),
                headers.toArray(String[]::new));
    }

    private void expect(JsonNode document, Route route, int status, HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        JsonNode documented = document.path("paths").path(route.path())
                .path(route.method().toLowerCase(Locale.ROOT)).path("responses").path(Integer.toString(status));
        JsonNode response = documented.has("$ref")
                ? document.at(documented.get("$ref").asText().substring(1))
                : documented;
        if (answer.statusCode() != status) {
            faults.add(route + ": " + answer.statusCode() + " instead of " + status + ": " + answer.body());
        } else if (!response.path("content").has(type)) {
            faults.add(route + ": " + status + " comes as '" + type + "', which is not documented");
        } else if (type.equals("application/json") || type.equals(Problem.MEDIA_TYPE)) {
            JsonSchema.faults(document, response.path("content").path(type).path("schema"), json(answer.body()))
                    .forEach(fault -> faults.add(route + " " + status + ": " + fault));
        }
        response.path("headers").fieldNames().forEachRemaining(header -> {
            boolean isOfText = header.equals("Dpm-From") || header.equals("Dpm-To");
            if (answer.headers().firstValue(header).isEmpty() && !(isOfText && type.endsWith("json"))) {
                faults.add(route + ": the header " + header + " is documented and missing");
            }
        });
    }

    @Test
    void every_answer_is_as_documented_in_every_form() {
        JsonNode document = document();
        for (Route route : routes(document)) {
            for (String type : route.types()) {
                if (route.streams()) {
                    try (EventSource stream = EventSource.open(console, route.path().replace("{name}", "web"),
                            "Authorization: " + BEARER)) {
                        assertThat(stream.status()).as(route.toString()).isEqualTo(200);
                        assertThat(stream.head()).containsIgnoringCase("content-type: " + STREAM);
                    }
                } else {
                    HttpResponse<String> answer = ask(route, "web", type, "Authorization", BEARER);
                    expect(document, route, 200, answer);
                    assertThat(answer.headers().firstValue("Content-Type")).as("%s as %s", route, type)
                            .hasValueSatisfying(got -> assertThat(got).startsWith(type));
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(routes(document)).as("the walk was no short one").hasSizeGreaterThan(20);
    }

    @Test
    void every_refusal_is_as_documented() {
        JsonNode document = document();
        for (Route route : routes(document)) {
            expect(document, route, 401, ask(route, "web", "application/json"));
            if (route.documents(404) && !route.isCommand() && route.path().contains("{name}")) {
                operations.showOutput();
                expect(document, route, 404, ask(route, "nobody", "*/*", "Authorization", BEARER));
            }
            if (route.documents(406)) {
                expect(document, route, 406, ask(route, "web", "image/png", "Authorization", BEARER));
            }
            if (route.documents(415)) {
                expect(document, route, 415,
                        ask(route, "web", "application/json", "Authorization", BEARER, "Content-Type", "text/xml"));
            }
            if (route.documents(403)) {
                expect(document, route, 403, ask(route, "web", "application/json", "Authorization", BEARER, "Origin",
                        "http://elsewhere.example"));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void every_outcome_of_a_command_is_documented() {
        JsonNode document = document();
        for (Route route : routes(document)) {
            for (Outcome outcome : List.of(Outcome.REFUSED, Outcome.INVALID, Outcome.UNKNOWN)) {
                int status = outcome == Outcome.REFUSED ? 409 : outcome == Outcome.INVALID ? 400 : 404;
                if (route.isCommand() && route.documents(status) && route.documents(409)) {
                    operations.answer(CommandResult.of(outcome, "A sentence."));
                    expect(document, route, status, ask(route, "web", "application/json", "Authorization", BEARER));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void every_bad_parameter_is_refused_with_a_sentence_that_names_it() {
        JsonNode document = document();
        for (Route route : routes(document)) {
            for (JsonNode parameter : route.operation().path("parameters")) {
                boolean isText = parameter.at("/schema/type").asText().equals("string")
                        && !parameter.path("schema").has("enum") && !parameter.path("schema").has("format")
                        && !parameter.path("name").asText().equals("zone");
                if (!parameter.path("in").asText().equals("query") || isText) {
                    continue;
                }
                String name = parameter.path("name").asText();
                HttpResponse<String> answer = new Browser(console).send(route.method(),
                        route.path().replace("{name}", "web") + "?" + name + "=no%20such", route.body(),
                        "Authorization", BEARER, "Accept", "application/json");
                // routes that answer in text only still send problems as JSON
                HttpResponse<String> asked = answer.statusCode() == 406
                        ? new Browser(console).get(
                                route.path().replace("{name}", "web") + "?" + name + "=no%20such", "Authorization",
                                BEARER)
                        : answer;
                expect(document, route, 400, asked);
                assertThat(asked.body()).as("%s %s", route, name).contains(name + " is 'no such'; allowed: ");
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void every_route_of_the_api_is_in_the_document_and_no_other() {
        Set<String> documented = new TreeSet<>();
        routes(document()).forEach(route -> documented.add(route.toString()));
        Set<String> served = new TreeSet<>(
                Set.of("GET " + StreamRoute.PATH, "GET " + StreamRoute.OUTPUT_PATH.replace(":name", "{name}")));
        for (Class<?> resource : resources()) {
            for (Method method : resource.getDeclaredMethods()) {
                for (var annotation : method.getAnnotations()) {
                    HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (verb != null) {
                        served.add(verb.value() + " " + path(resource, method));
                    }
                }
            }
        }

        assertThat(documented).isEqualTo(served);
    }

    private static String path(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String path = resource.getAnnotation(Path.class).value();
        return below == null ? path : path + "/" + below.value();
    }

    private static List<Class<?>> resources() {
        List<Class<?>> resources = new ArrayList<>();
        for (String file : new File("target/classes/dev/dpm/api").list()) {
            if (file.endsWith("Resource.class")) {
                try {
                    resources.add(Class.forName("dev.dpm.api." + file.replace(".class", "")));
                } catch (ClassNotFoundException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return resources;
    }

    @Test
    void the_document_is_behind_the_token_and_on_the_consoles_port_only() {
        assertThat(new Browser(console).get("/api/v1/openapi").statusCode()).isEqualTo(401);
        assertThat(new Browser(console).get("/api/v1/openapi", "Authorization", BEARER).body())
                .contains("openapi:", "title: dpm-runner");
        assertThat(new Browser(management).get("/api/v1/openapi", "Authorization", BEARER).statusCode())
                .isEqualTo(404);
        assertThat(new Browser(management).get("/q/openapi", "Authorization", BEARER).statusCode()).isEqualTo(404);
    }

    @Test
    void the_page_about_the_api_has_every_call() throws IOException {
        String page = Files.readString(java.nio.file.Path.of("src/site/markdown/api.md"));
        Stream<String> calls = page.lines().filter(line -> line.startsWith("| `")).map(line -> line.split("\\|")[1])
                .flatMap(cell -> CALL.matcher(cell).results()).map(call -> call.group(1))
                .map(call -> call.replace("…", "/api/v1/targets").replace("NAME", "{name}"));

        assertThat(calls).containsExactlyInAnyOrderElementsOf(
                routes(document()).stream().map(Route::toString).toList());
    }

    @Test
    void an_undocumented_method_is_refused_with_a_sentence() {
        Set<String> paths = new TreeSet<>();
        routes(document()).forEach(route -> paths.add(route.path()));
        for (String path : paths) {
            HttpResponse<String> answer = new Browser(console).send("PUT", path.replace("{name}", "web"), "",
                    "Authorization", BEARER);
            assertThat(answer.statusCode()).as(path).isEqualTo(405);
            assertThat(json(answer.body()).path("detail").asText()).isNotBlank();
        }
    }
}
