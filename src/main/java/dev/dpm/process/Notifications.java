package dev.dpm.process;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The sockets to which targets send messages (sd_notify(3)). A later runner with the same home folder uses the same
 * addresses. Thread-safe.
 */
public interface Notifications {

    /**
     * A message from a target.
     *
     * @param life the launch of the target
     * @param main the process that the message names as the target's main process
     */
    record Received(Incarnation life, Notification what, Optional<ProcessIdentity> main) {
    }

    /** Sets the listener that receives the messages. It is called on a thread that does nothing else. */
    void listen(Consumer<Received> listener);

    /**
     * Opens the socket of a target.
     *
     * @param isOtherUsers whether the target's user cannot enter the runner's home
     * @return the value of {@code NOTIFY_SOCKET}
     */
    String open(TargetName target, boolean isOtherUsers) throws IOException;

    /** Closes a target's socket and removes its file. */
    void close(TargetName target);
}
