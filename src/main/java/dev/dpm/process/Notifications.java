package dev.dpm.process;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Port: the sockets for messages of targets (sd_notify(3)). The next runner of the home folder has the same addresses. Used on
 * any thread.
 */
public interface Notifications {

    /**
     * A message.
     *
     * @param main the process that it names as main process
     */
    record Received(Incarnation life, Notification what, Optional<ProcessIdentity> main) {
    }

    /** Sets the receiver, on a thread that does nothing else. */
    void listen(Consumer<Received> listener);

    /**
     * Opens a target's socket.
     *
     * @param isOtherUsers whether the target's user cannot enter the runner's home
     * @return the value of {@code NOTIFY_SOCKET}
     */
    String open(TargetName target, boolean isOtherUsers) throws IOException;

    /** Closes a target's socket and removes its file. */
    void close(TargetName target);
}
