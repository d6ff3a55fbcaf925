package dev.dpm.door;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;

/**
 * Puts a {@link Visit} before everything else on each connection that this JVM accepts. Netty finds this class as a
 * service, once {@link #hang} has been called.
 */
public final class Door extends ChannelInitializerExtension {

    /** As Quarkus is told it. */
    private static final String MANAGEMENT_PORT = "quarkus.management.port";
    private static final Logger LOG = Logger.getLogger(Door.class);
    /** The ports of this JVM: Netty makes the door, and nobody else is given it. */
    private static final Set<Gate> GATES = ConcurrentHashMap.newKeySet();

    private final Complaints complaints = Complaints.inLog(LOG);
    private final Gate console = new Gate(DoorLimits.CONSOLE, complaints, System::nanoTime);
    private final Gate management = new Gate(DoorLimits.MANAGEMENT, complaints, System::nanoTime);

    public Door() {
        GATES.addAll(Set.of(console, management));
    }

    /** Whether somebody waits for an answer on any port of this JVM. */
    public static boolean isOwing() {
        return GATES.stream().anyMatch(Gate::isOwing);
    }

    /** Has Netty look for its extensions when the first port is opened. */
    public static void hang() {
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    @Override
    public void postInitializeServerChildChannel(Channel child) {
        if (child.localAddress() instanceof InetSocketAddress address) {
            boolean isManagement = address.getPort() == Integer.getInteger(MANAGEMENT_PORT, 0);
            child.pipeline().addFirst(new Visit(isManagement ? management : console));
        }
    }
}
