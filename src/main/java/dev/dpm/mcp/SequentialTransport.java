package dev.dpm.mcp;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;

import reactor.core.publisher.Mono;

/**
 * Sends answers one after the other. The transport of the protocol library fails if two are sent at the same time ({@code
 * Sinks.Many.tryEmitNext}).
 */
final class SequentialTransport implements McpServerTransportProvider {

    private final McpServerTransportProvider provider;

    SequentialTransport(McpServerTransportProvider provider) {
        this.provider = provider;
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        provider.setSessionFactory(transport -> factory.create(new Transport(transport)));
    }

    @Override
    public Mono<Void> notifyClients(String method, Object parameters) {
        return provider.notifyClients(method, parameters);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return provider.closeGracefully();
    }

    @Override
    public List<String> protocolVersions() {
        return provider.protocolVersions();
    }

    private static final class Transport implements McpServerTransport {

        private final McpServerTransport transport;
        private final ReentrantLock turn = new ReentrantLock();

        Transport(McpServerTransport transport) {
            this.transport = transport;
        }

        @Override
        public Mono<Void> sendMessage(JSONRPCMessage message) {
            return Mono.fromRunnable(() -> {
                turn.lock();
                try {
                    transport.sendMessage(message).block();
                } finally {
                    turn.unlock();
                }
            });
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return transport.unmarshalFrom(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return transport.closeGracefully();
        }

        @Override
        public List<String> protocolVersions() {
            return transport.protocolVersions();
        }
    }
}
