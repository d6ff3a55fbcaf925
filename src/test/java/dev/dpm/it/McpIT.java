package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tests the command {@code mcp}, with an assistant's messages on stdin and the answers on stdout. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class McpIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> GREETING = List.of(
            "{'jsonrpc':'2.0','id':'hello','method':'initialize','params':{'protocolVersion':'2025-06-18',"
                    + "'capabilities':{},'clientInfo':{'name':'test','version':'1'}}}",
            "{'jsonrpc':'2.0','method':'notifications/initialized'}");

    @AutoClose
    private final Product product = new Product();

    @Test
    void an_assistant_sees_what_the_command_line_shows_and_changes_nothing() throws Exception {
        product.dpm("start", "--name", "web", "--env", "PASSWORD=hidden", "--", "/bin/sh", "-c",
                "echo ready; exec sleep 1000").expect(0);

        Map<String, JsonNode> answers = ask(List.of(), "{'jsonrpc':'2.0','id':'tools','method':'tools/list'}",
                call("list", "list", ""), call("status", "status", "'name':'web'"),
                call("logs", "logs", "'name':'web','lines':5"), call("events", "events", "'name':'web'"),
                call("incidents", "incidents", ""), call("stop", "stop", "'name':'web'"),
                call("option", "logs", "'name':'--help'"), call("unknown", "status", "'name':'nope'"));

        assertThat(answers.get("tools").at("/result/tools").findValuesAsText("name")).contains("list", "logs")
                .doesNotContain("start", "stop", "restart");
        assertThat(JSON.readTree(text(answers, "list")).at("/targets/0/name").asText()).isEqualTo("web");
        assertThat(text(answers, "status")).contains("web", "RUNNING").doesNotContain("hidden");
        assertThat(text(answers, "logs")).contains("ready");
        assertThat(text(answers, "events")).contains("TargetStarted");
        assertThat(answers.get("incidents").at("/result/isError").asBoolean()).isFalse();
        assertThat(answers.get("stop").has("error")).as("a tool that is not offered").isTrue();
        assertThat(answers.get("option").at("/result/isError").asBoolean()).isTrue();
        assertThat(text(answers, "unknown")).contains("no target is called nope");
        assertThat(product.dpm("status").expect(0).out()).contains("RUNNING");
        product.dpm("stop", "--yes").expect(0);
    }

    @Test
    void whoever_is_allowed_to_stops_and_starts_one_target() throws Exception {
        product.dpm("start", "--name", "web", "--", "/bin/sleep", "1000").expect(0);
        product.dpm("start", "--name", "db", "--", "/bin/sleep", "1001").expect(0);

        Map<String, JsonNode> answers = ask(List.of("--allow_changes"), call("stop", "stop", "'name':'web'"));

        assertThat(answers.get("stop").at("/result/isError").asBoolean()).isFalse();
        assertThat(product.target("web").orElseThrow().path("state").asText()).isEqualTo("STOPPED");
        assertThat(product.target("db").orElseThrow().path("state").asText()).isEqualTo("RUNNING");
        assertThat(text(ask(List.of("--allow_changes"), call("start", "start", "'name':'web'")), "start"))
                .contains("web is running");
        product.dpm("stop", "--yes").expect(0);
    }

    /**
     * One call of a tool changes one target: a name that means all instances is refused, and so is a stop that also
     * stops dependents.
     */
    @Test
    void a_name_of_several_targets_and_a_stop_that_stops_others_are_refused() throws Exception {
        product.file("dpm.yaml", """
                targets:
                  web: {instances: 2, command: [sleep, "1000"]}
                  db: {command: [sleep, "1000"]}
                  api: {command: [sleep, "1000"], depends_on: [db]}
                """);
        product.dpm("start", "--config", "dpm.yaml").expect(0);

        Map<String, JsonNode> answers = ask(List.of("--allow_changes"), call("family", "stop", "'name':'web'"),
                call("again", "restart", "'name':'web'"), call("needed", "stop", "'name':'db'"));

        assertThat(text(answers, "family")).contains("web-0, web-1", "one target");
        assertThat(text(answers, "again")).contains("web-0, web-1", "one target");
        assertThat(text(answers, "needed")).contains("stop api first");
        assertThat(product.status().path("targets")).hasSize(4)
                .allMatch(target -> target.path("state").asText().equals("RUNNING"));
        product.dpm("stop", "--yes").expect(0);
    }

    @Test
    void lines_that_are_no_message_are_left_out_and_the_next_one_is_answered() throws Exception {
        Map<String, JsonNode> answers = ask(List.of(), "not json", "{'a':1}", "[1,2]", "",
                "{'jsonrpc':'2.0','id':'x','method':'" + "y".repeat(1 << 20) + "'}", call("list", "list", ""));

        assertThat(text(answers, "list")).contains("\"runner\": null");
        assertThat(answers.get("list").at("/result/isError").asBoolean()).isTrue();
        assertThat(product.home()).as("a home that nobody needed").doesNotExist();
    }

    @Test
    void a_greeting_without_its_parameters_is_refused_in_words_and_the_next_one_is_answered() throws Exception {
        Path in = product.file("early", ("{'jsonrpc':'2.0','id':1,'method':'initialize'}\n"
                + "{'jsonrpc':'2.0','id':2,'method':'initialize','params':{'capabilities':{}}}\n"
                + GREETING.get(0) + "\n").replace('\'', '"'));
        Path out = product.folder().resolve("early.out");
        Process mcp = product.builder("mcp").redirectInput(in.toFile()).redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(mcp.waitFor(60, TimeUnit.SECONDS)).as("mcp ends when its stdin does").isTrue();
        } finally {
            mcp.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(3);
        for (int id = 1; id <= 2; id++) {
            JsonNode refusal = JSON.readTree(lines.get(id - 1));
            assertThat(refusal.path("id").asInt()).isEqualTo(id);
            assertThat(refusal.at("/error/code").asInt()).isEqualTo(-32602);
            assertThat(refusal.at("/error/message").asText()).contains("initialize needs params with protocolVersion");
        }
        assertThat(JSON.readTree(lines.get(2)).at("/result/serverInfo/name").asText()).isEqualTo("dpm-runner");
    }

    @Test
    void it_ends_with_its_stdin_also_where_nobody_greeted() throws Exception {
        Path in = product.file("early", "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}\n");
        Process mcp = product.builder("mcp").redirectInput(in.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(mcp.waitFor(60, TimeUnit.SECONDS)).as("mcp ends when its stdin does").isTrue();
        } finally {
            mcp.destroyForcibly();
        }
    }

    private static String call(String id, String tool, String arguments) {
        return "{'jsonrpc':'2.0','id':'" + id + "','method':'tools/call','params':{'name':'" + tool
                + "','arguments':{" + arguments + "}}}";
    }

    private static String text(Map<String, JsonNode> answers, String id) {
        return answers.get(id).at("/result/content/0/text").asText();
    }

    /** Sends messages and returns the answers by their ids; each line of stdout is one answer. */
    private Map<String, JsonNode> ask(List<String> options, String... messages) throws Exception {
        List<String> lines = new ArrayList<>(GREETING);
        lines.addAll(List.of(messages));
        Path in = product.file("messages", String.join("\n", lines).replace('\'', '"') + "\n");
        List<String> words = new ArrayList<>(List.of("mcp"));
        words.addAll(options);
        Path out = product.folder().resolve("answers");
        Process mcp = product.builder(words.toArray(String[]::new)).redirectInput(in.toFile())
                .redirectOutput(out.toFile()).redirectError(product.folder().resolve("remarks").toFile()).start();
        try {
            assertThat(mcp.waitFor(90, TimeUnit.SECONDS)).as("mcp ends when its stdin does").isTrue();
            assertThat(mcp.exitValue()).isZero();
        } finally {
            mcp.destroyForcibly();
        }
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (String line : Files.readAllLines(out)) {
            JsonNode answer = JSON.readTree(line);
            answers.put(answer.path("id").asText(), answer);
        }
        assertThat(answers.get("hello").at("/result/serverInfo/name").asText()).isEqualTo("dpm-runner");
        return answers;
    }
}
