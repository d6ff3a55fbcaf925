package dev.dpm.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tests the MCP server in this JVM, by lines as an assistant writes them. */
@Timeout(120)
class AssistantServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> GREETING = List.of(
            "{'jsonrpc':'2.0','id':'hello','method':'initialize','params':{'protocolVersion':'2024-11-05',"
                    + "'capabilities':{},'clientInfo':{'name':'test','version':'1'}}}",
            "{'jsonrpc':'2.0','method':'notifications/initialized'}");

    private final List<String> remarks = new ArrayList<>();

    @Test
    void calls_that_come_together_are_all_answered() throws Exception {
        List<String> calls = IntStream.range(0, 300).mapToObj(i -> i % 2 == 0
                ? call("c" + i, "status", "'name':'web'")
                : call("c" + i, "status", "'name':'-x'")).toList();

        Map<String, JsonNode> answers = ask(calls);

        assertThat(answers).hasSize(301);
        assertThat(answers.get("c298").at("/result/content/0/text").asText()).isEqualTo("[status, web]");
        assertThat(answers.get("c299").at("/result/isError").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "5", "{}", "{'jsonrpc':'2.0'}", "{'jsonrpc':'2.0','id':{},'method':'ping'}",
            "{'jsonrpc':'2.0','id':7,'method':5}", "{'jsonrpc':null,'id':1,'method':null}",
            "{'jsonrpc':'2.0','id':'twice','method':'tools/call','params':{'name':'list','name':'status'}}",
            "{'jsonrpc':'2.0','id':'list','method':'tools/call','params':[]}",
            "{'jsonrpc':'2.0','id':1,'result':{}}", "{'jsonrpc':'2.0','id':null,'method':'ping'}"})
    void a_message_that_no_assistant_sends_hinders_none_that_follows(String odd) throws Exception {
        Map<String, JsonNode> answers = ask(List.of(odd, call("last", "list", "")));

        assertThat(answers.get("last").at("/result/content/0/text").asText()).isEqualTo("[status, --json]");
        assertThat(answers.get("twice")).as("keys that are there twice").isNull();
    }

    private static String call(String id, String tool, String arguments) {
        return "{'jsonrpc':'2.0','id':'" + id + "','method':'tools/call','params':{'name':'" + tool
                + "','arguments':{" + arguments + "}}}";
    }

    /** Sends messages, and returns the answers by their ids. */
    private Map<String, JsonNode> ask(List<String> messages) throws Exception {
        List<String> lines = new ArrayList<>(GREETING);
        lines.addAll(messages);
        byte[] in = (String.join("\n", lines) + "\n").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new AssistantServer(words -> new Commands.Said(0, words.toString(), ""), "test")
                .serve(new ByteArrayInputStream(in), out, false, remarks::add);
        Map<String, JsonNode> answers = new TreeMap<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            JsonNode answer = JSON.readTree(line);
            answers.put(answer.path("id").asText(), answer);
        }
        return answers;
    }
}
