package dev.dpm.door;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/**
 * The port on which every connection is encrypted, where there is one. The door decrypts, so that the server behind it, and
 * its bounds, are those of the other ports.
 */
public final class TlsPort {

    private static final Duration HANDSHAKE = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(TlsPort.class);
    /** Set before the web part boots, which finds it by itself. */
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
     * @param folder with tls.crt, tls.key and token, which may come later; connections are closed until then
     */
    public static void encrypt(int number, Path folder) {
        Complaints complaints = Complaints.inLog(LOG);
        CURRENT.set(new TlsPort(number, new TlsFolder(folder, System::nanoTime,
                sentence -> complaints.about(sentence, "the folder"))));
    }

    /** The encrypted port; empty: there is none. */
    public static Optional<TlsPort> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    public int number() {
        return number;
    }

    /** The token that a client has to send now; empty: there is none yet. */
    public Optional<String> token() {
        return folder.content().map(TlsFolder.Content::token);
    }

    /** Puts the encryption in front of a new connection's other handlers; closes it where there is no certificate yet. */
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
