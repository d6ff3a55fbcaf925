package dev.dpm.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;

/**
 * Passes the client's messages on to the protocol library. A malformed line is skipped, since the library would stop reading
 * there.
 */
final class Inbox {

    private final InputStream in;
    private final McpJsonMapper json;
    private final Outbox answers;
    private final Consumer<String> remarks;

    Inbox(InputStream in, McpJsonMapper json, Outbox answers, Consumer<String> remarks) {
        this.in = in;
        this.answers = answers;
        this.json = json;
        this.remarks = remarks;
    }

    /**
     * Passes on all messages of the client.
     * @return the number of messages that expect an answer
     * @throws IOException if the reading failed, or the library has stopped
     */
    long passOn(OutputStream out) throws IOException {
        long asked = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean isTooLong = false;
        for (int one = in.read(); one >= 0; one = in.read()) {
            if (one != '\n') {
                isTooLong |= line.size() >= Bounds.LINE_BYTES;
                if (!isTooLong) {
                    line.write(one);
                }
                continue;
            }
            if (isTooLong) {
                remarks.accept("a message of more than " + Bounds.LINE_BYTES + " bytes was left out");
            } else {
                Optional<JSONRPCMessage> message = message(line.toString(StandardCharsets.UTF_8));
                if (message.isPresent() && isIncomplete(message.get())) {
                    refuse((JSONRPCRequest) message.get());
                    asked++;
                } else if (message.isPresent()) {
                    asked += message.get() instanceof JSONRPCRequest ? 1 : 0;
                    line.write('\n');
                    line.writeTo(out);
                    out.flush();
                }
            }
            line.reset();
            isTooLong = false;
        }
        return asked;
    }

    /** Whether a message {@code initialize} lacks a required part. The library would throw an exception for it. */
    private static boolean isIncomplete(JSONRPCMessage message) {
        return message instanceof JSONRPCRequest request && McpSchema.METHOD_INITIALIZE.equals(request.method())
                && !(request.params() instanceof Map<?, ?> given && given.get("protocolVersion") instanceof String
                        && given.get("capabilities") instanceof Map && given.get("clientInfo") instanceof Map);
    }

    private void refuse(JSONRPCRequest request) throws IOException {
        JSONRPCResponse refusal = new JSONRPCResponse(McpSchema.JSONRPC_VERSION, request.id(), null,
                new JSONRPCError(McpSchema.ErrorCodes.INVALID_PARAMS,
                        "initialize needs params with protocolVersion, capabilities and clientInfo", null));
        answers.write((json.writeValueAsString(refusal) + "\n").getBytes(StandardCharsets.UTF_8));
        answers.flush();
    }

    private Optional<JSONRPCMessage> message(String line) {
        try {
            return Optional.of(McpSchema.deserializeJsonRpcMessage(json, line));
        } catch (IOException | RuntimeException e) {
            // the library throws various exceptions for a line that is no message, even for valid JSON such as null
            if (!line.isBlank()) {
                remarks.accept("a line that is no message of JSON-RPC 2.0 was left out");
            }
            return Optional.empty();
        }
    }
}
