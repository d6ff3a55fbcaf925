package dev.dpm.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JsonSchema;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;

/** Serves the Model Context Protocol until the client, an AI assistant, closes the connection. */
public final class AssistantServer {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** How long the server waits for each remaining answer after the client has closed its output. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** The largest number of commands at the same time. Each takes a few MiB of heap. */
    private static final int AT_ONCE = 4;
    private static final String ABOUT = "Programs that dpm-runner supervises on this machine. An incident says why a "
            + "target ended or was restarted, with its evidence: ask for incidents first when something went wrong.";

    private final Commands commands;
    private final String version;
    private final Semaphore places = new Semaphore(AT_ONCE);

    public AssistantServer(Commands commands, String version) {
        this.commands = commands;
        this.version = version;
    }

    /**
     * Serves one client.
     * @param in one JSON-RPC message per line
     * @param out receives the server's messages
     * @param changes whether tools may change targets
     * @param remarks receives a sentence about each skipped line
     */
    public void serve(InputStream in, OutputStream out, boolean changes, Consumer<String> remarks)
            throws InterruptedException {
        McpJsonMapper json = new JacksonMcpJsonMapper(new ObjectMapper(
                new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()));
        Outbox answers = new Outbox(out);
        try (PipedOutputStream messages = new PipedOutputStream()) {
            McpSyncServer server = server(json, new PipedInputStream(messages, Bounds.LINE_BYTES), answers, changes);
            long asked = new Inbox(in, json, answers, remarks).passOn(messages);
            do {
                answers.await(asked, PATIENCE);
                // as long as a command runs, its answer is awaited; other missing answers are not, since the library never
                // answers requests before initialize
            } while (places.availablePermits() < AT_ONCE);
            server.close();
        } catch (IOException e) {
            remarks.accept("the assistant is gone: " + e.getMessage());
        }
    }

    private McpSyncServer server(McpJsonMapper json, InputStream in, OutputStream out, boolean changes) {
        var prepared = McpServer.sync(new SequentialTransport(new StdioServerTransportProvider(json, in, out)))
                .jsonMapper(json)
                .serverInfo("dpm-runner", version).instructions(ABOUT).requestTimeout(LONGEST)
                // the server accepts every result of a tool, since no tool declares a schema of its results
                .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(null))
                .capabilities(ServerCapabilities.builder().tools(false).build());
        for (Tool tool : Tool.allowed(changes)) {
            prepared = prepared.toolCall(described(tool), (exchange, call) -> answer(tool, call.arguments()));
        }
        return prepared.build();
    }

    private static McpSchema.Tool described(Tool tool) {
        return McpSchema.Tool.builder().name(tool.tool()).description(tool.does())
                .inputSchema(new JsonSchema("object", tool.properties(), tool.required(), false, null, null))
                .annotations(new ToolAnnotations(null, !tool.changes(), tool == Tool.STOP || tool == Tool.RESTART,
                        tool != Tool.RESTART, false, null))
                .build();
    }

    private CallToolResult answer(Tool tool, Map<String, Object> arguments) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result("the runner's client ends", true);
        }
        try {
            Commands.Said said = commands.run(tool.words(arguments == null ? Map.of() : arguments));
            // from a command that only reads, exit code 1 means that a target is in trouble
            boolean isFailed = said.exitCode() > 1 || said.exitCode() == 1 && tool.changes();
            return result(said.err().isBlank() ? said.out() : said.out() + said.err(), isFailed);
        } catch (Tool.Refused e) {
            return result(e.getMessage(), true);
        } finally {
            places.release();
        }
    }

    private static CallToolResult result(String text, boolean isFailed) {
        return CallToolResult.builder().addTextContent(Bounds.shortened(text)).isError(isFailed).build();
    }
}
