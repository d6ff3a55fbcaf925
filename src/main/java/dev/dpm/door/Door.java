package dev.dpm.door;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;

/**
 * The first handler of each connection that this JVM accepts is a {@link Visit}; this class adds it. Netty finds this
 * class as a service, once {@link #hang} has been called.
 */
public final class Door extends ChannelInitializerExtension {

    /** The property that holds Quarkus's management port. */
    private static final String MANAGEMENT_PORT = "quarkus.management.port";
    private static final Logger LOG = Logger.getLogger(Door.class);
    /** The gates of this JVM's ports; static, because Netty makes the door and no other code gets a reference to it. */
    private static final Set<Gate> GATES = ConcurrentHashMap.newKeySet();

    private final Complaints complaints = Complaints.inLog(LOG);
    private final Gate console = new Gate(DoorLimits.CONSOLE, complaints, System::nanoTime);
    private final Gate management = new Gate(DoorLimits.MANAGEMENT, complaints, System::nanoTime);
    private final Gate encrypted = new Gate(DoorLimits.ENCRYPTED, complaints, System::nanoTime);

    public Door() {
        GATES.addAll(Set.of(console, management, encrypted));
    }

    /** Whether a client waits for an answer on any port of this JVM. */
    public static boolean isOwing() {
        return GATES.stream().anyMatch(Gate::isOwing);
    }

    /** Makes Netty use this class: it looks for its extensions when the first port is opened. */
    public static void hang() {
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    @Override
    public void postInitializeServerChildChannel(Channel child) {
        if (child.localAddress() instanceof InetSocketAddress address) {
            Optional<TlsPort> tls = TlsPort.current().filter(port -> port.number() == address.getPort());
            boolean isManagement = address.getPort() == Integer.getInteger(MANAGEMENT_PORT, 0);
            child.pipeline().addFirst(new Visit(tls.isPresent() ? encrypted : isManagement ? management : console));
            tls.ifPresent(port -> port.encrypt(child));
        }
    }
}
