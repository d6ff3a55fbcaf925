package dev.dpm.process.local;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

/** The socket of the service manager that started this process (sd_notify(3)). */
public final class NotifySocket {

    private static final String VARIABLE = "NOTIFY_SOCKET";

    private final byte[] path;

    private NotifySocket(byte[] path) {
        this.path = path;
    }

    /**
     * The socket that the variable NOTIFY_SOCKET names; empty if there is no service manager, or the address is unusable
     * (sd_notify(3)).
     */
    public static Optional<NotifySocket> of(Map<String, String> environment) {
        byte[] path = environment.getOrDefault(VARIABLE, "").getBytes(StandardCharsets.UTF_8);
        boolean isAddress = path.length > 1 && path.length <= UnixDatagrams.LONGEST_ADDRESS
                && (path[0] == '/' || path[0] == '@');
        return isAddress ? Optional.of(new NotifySocket(path)) : Optional.empty();
    }

    /**
     * Sends assignments such as {@code READY=1} to the service manager.
     *
     * @return why they could not be sent; empty if they were sent
     */
    public Optional<String> send(String assignments) {
        try {
            int socket = UnixDatagrams.open();
            try {
                send(socket, assignments.getBytes(StandardCharsets.UTF_8));
            } finally {
                Kernel.close(socket);
            }
            return Optional.empty();
        } catch (LastErrorException | LinkageError e) {
            return Optional.of("the service manager was not told " + assignments.lines().findFirst().orElse("") + ": "
                    + e.getMessage());
        }
    }

    private void send(int socket, byte[] text) {
        try (Memory address = UnixDatagrams.address(path); Memory message = new Memory(text.length)) {
            message.write(0, text, 0, text.length);
            Kernel.sendto(socket, message, text.length, UnixDatagrams.MSG_NOSIGNAL, address,
                    (int) address.size());
        }
    }
}
