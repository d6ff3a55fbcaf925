package dev.dpm.listener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/**
 * The port on which every connection is encrypted, if the runner has such a port. The handlers of this package decrypt
 * the requests, so the same HTTP server with the same limits serves the encrypted port and the others.
 */
public final class TlsPort {

    private static final Duration HANDSHAKE = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(TlsPort.class);
    /**
     * The encrypted port; null if there is none. The launching code sets the port before Quarkus boots, and the HTTP
     * server reads it here.
     */
    private static final AtomicReference<TlsPort> CURRENT = new AtomicReference<>();

    private final int number;
    private final TlsFolder folder;

    private TlsPort(int number, TlsFolder folder) {
        this.number = number;
        this.folder = folder;
    }

    /**
     * Makes a port of this JVM the encrypted port.
     *
     * @param folder the folder with tls.crt, tls.key and token; these files may appear later, and until then every
     *     connection is closed at once
     */
    public static void encrypt(int number, Path folder) {
        MisuseLog misuse = MisuseLog.inLog(LOG);
        CURRENT.set(new TlsPort(number, new TlsFolder(folder, System::nanoTime,
                sentence -> misuse.about(sentence, "the folder"))));
    }

    /** The encrypted port; empty if this runner has none. */
    public static Optional<TlsPort> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    public int number() {
        return number;
    }

    /**
     * The token in the folder that a client of the encrypted port must send; empty if the folder has never contained a
     * token.
     */
    public Optional<String> token() {
        return folder.content().map(TlsFolder.Content::token);
    }

    /**
     * Adds the handler for TLS before the other handlers of a new connection, or closes the connection if the folder
     * contains no certificate yet.
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
