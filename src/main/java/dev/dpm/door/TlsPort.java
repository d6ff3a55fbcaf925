package dev.dpm.door;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/**
 * The port on which every connection is encrypted, where there is such a port. The door decrypts, so the server behind
 * the door and its limits are the same as for the other ports.
 */
public final class TlsPort {

    private static final Duration HANDSHAKE = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(TlsPort.class);
    /** The encrypted port, which is set before the web part boots. The web part finds the port here. */
    private static final AtomicReference<TlsPort> CURRENT = new AtomicReference<>();

    private final int number;
    private final TlsFolder folder;

    private TlsPort(int number, TlsFolder folder) {
        this.number = number;
        this.folder = folder;
    }

    /**
     * Makes a port of this JVM an encrypted one.
     *
     * @param folder the folder with tls.crt, tls.key and token; these files may appear later, and connections are
     *     closed until then
     */
    public static void encrypt(int number, Path folder) {
        Complaints complaints = Complaints.inLog(LOG);
        CURRENT.set(new TlsPort(number, new TlsFolder(folder, System::nanoTime,
                sentence -> complaints.about(sentence, "the folder"))));
    }

    /** The encrypted port; empty: this runner has none. */
    public static Optional<TlsPort> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    public int number() {
        return number;
    }

    /** The token that a client must send now; empty: there is no token yet. */
    public Optional<String> token() {
        return folder.content().map(TlsFolder.Content::token);
    }

    /**
     * Puts the encryption in front of a new connection's other handlers; closes the connection where there is no
     * certificate yet.
     */
    void encrypt(Channel child) {
        Optional<TlsFolder.Content> content = folder.content();
        if (content.isEmpty()) {
            child.close();
            return;
        }
        SslHandler handler = content.get().certificate().newHandler(child.alloc());
        handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
        child.pipeline().addFirst(handler);
    }
}
