package dev.dpm.process.local;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

/** The socket of the service manager that started this process (sd_notify(3)). */
public final class NotifySocket {

    private static final String VARIABLE = "NOTIFY_SOCKET";
    /** The values of constants of unix(7) and socket(2). */
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    /** The flag of sendto(2) that prevents a SIGPIPE if the peer is closed. */
    private static final int MSG_NOSIGNAL = 0x4000;
    /** The number of bytes of {@code sun_path} in a {@code sockaddr_un}, and of the address family before it. */
    private static final int PATH_BYTES = 108;
    private static final int FAMILY_BYTES = 2;

    private final byte[] path;

    private NotifySocket(byte[] path) {
        this.path = path;
    }

    /** The socket; empty: no service manager, or an unusable address (sd_notify(3)). */
    public static Optional<NotifySocket> of(Map<String, String> environment) {
        byte[] path = environment.getOrDefault(VARIABLE, "").getBytes(StandardCharsets.UTF_8);
        boolean isAddress = path.length > 1 && path.length < PATH_BYTES && (path[0] == '/' || path[0] == '@');
        return isAddress ? Optional.of(new NotifySocket(path)) : Optional.empty();
    }

    /**
     * Sends assignments such as {@code READY=1}.
     *
     * @return why not; empty: they were sent
     */
    public Optional<String> send(String assignments) {
        try {
            int socket = Kernel.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
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
        try (Memory address = new Memory(FAMILY_BYTES + PATH_BYTES); Memory message = new Memory(text.length)) {
            address.clear();
            address.setShort(0, (short) AF_UNIX);
            address.write(FAMILY_BYTES, path, 0, path.length);
            if (path[0] == '@') {
                // an abstract name begins with NUL (unix(7))
                address.setByte(FAMILY_BYTES, (byte) 0);
            }
            message.write(0, text, 0, text.length);
            Kernel.sendto(socket, message, text.length, MSG_NOSIGNAL, address, FAMILY_BYTES + path.length);
        }
    }
}
