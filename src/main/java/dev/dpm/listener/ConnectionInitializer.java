package dev.dpm.listener;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;

/**
 * Adds a {@link ClientConnection} to each accepted connection. After {@link #register}, Netty finds this class as a service.
 */
public final class ConnectionInitializer extends ChannelInitializerExtension {

    /** The configuration property with the number of Quarkus's management port. */
    private static final String MANAGEMENT_PORT = "quarkus.management.port";
    private static final Logger LOG = Logger.getLogger(ConnectionInitializer.class);
    /** The guarded ports of this JVM. The field is static, because Netty makes the object of this class. */
    private static final Set<GuardedPort> PORTS = ConcurrentHashMap.newKeySet();

    private final MisuseLog misuse = MisuseLog.inLog(LOG);
    private final GuardedPort console = new GuardedPort(PortLimits.CONSOLE, misuse, System::nanoTime);
    private final GuardedPort management = new GuardedPort(PortLimits.MANAGEMENT, misuse, System::nanoTime);
    private final GuardedPort encrypted = new GuardedPort(PortLimits.ENCRYPTED, misuse, System::nanoTime);

    public ConnectionInitializer() {
        PORTS.addAll(Set.of(console, management, encrypted));
    }

    public static boolean hasWaitingClient() {
        return PORTS.stream().anyMatch(GuardedPort::hasWaitingClient);
    }

    /** Makes Netty load this class. This method must be called before the first port is opened. */
    public static void register() {
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    @Override
    public void postInitializeServerChildChannel(Channel child) {
        if (child.localAddress() instanceof InetSocketAddress address) {
            Optional<TlsPort> tls = TlsPort.current().filter(port -> port.number() == address.getPort());
            boolean isManagement = address.getPort() == Integer.getInteger(MANAGEMENT_PORT, 0);
            child.pipeline()
                    .addFirst(new ClientConnection(tls.isPresent() ? encrypted : isManagement ? management : console));
            tls.ifPresent(port -> port.encrypt(child));
        }
    }
}
