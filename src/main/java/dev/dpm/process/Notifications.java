package dev.dpm.process;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Port: the sockets on which targets tell how they are (sd_notify(3)), one for each target. Safe from any thread. An
 * address stays the same for the next runner of the same home, so that an adopted target goes on telling.
 */
public interface Notifications {

    /**
     * A message of a process that belongs to an incarnation.
     *
     * @param main the process of that incarnation that the message names as its main process
     */
    record Told(Incarnation life, Notification what, Optional<ProcessIdentity> main) {
    }

    /** Sets who gets the messages; called on a thread of its own. */
    void listen(Consumer<Told> listener);

    /**
     * Opens a target's socket, where it is not open yet.
     *
     * @param isOtherUsers the target runs as another user than the runner, who may not enter the runner's home
     * @return its address, the value of {@code NOTIFY_SOCKET}
     */
    String open(TargetName target, boolean isOtherUsers) throws IOException;

    /** Closes a target's socket, and removes its file. */
    void close(TargetName target);
}
