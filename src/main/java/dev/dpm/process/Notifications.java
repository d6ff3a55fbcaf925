package dev.dpm.process;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Port: the sockets on which targets report their state (sd_notify(3)), one for each target. Safe from any thread. The
 * next runner of the same home folder listens at the same addresses, so the targets of this runner can go on sending
 * messages.
 */
public interface Notifications {

    /**
     * A message that a process of an incarnation has sent.
     *
     * @param main the process that the message names as the main process of that incarnation
     */
    record Received(Incarnation life, Notification what, Optional<ProcessIdentity> main) {
    }

    /** Sets the receiver of all targets' messages. The thread that calls the receiver does nothing else. */
    void listen(Consumer<Received> listener);

    /**
     * Opens a target's socket, unless the socket is already open.
     *
     * @param isOtherUsers the target runs as a user that may not enter the runner's home
     * @return the socket's address, the value of {@code NOTIFY_SOCKET}
     */
    String open(TargetName target, boolean isOtherUsers) throws IOException;

    /** Closes the socket on which a target sends messages, and removes the socket's file. */
    void close(TargetName target);
}
