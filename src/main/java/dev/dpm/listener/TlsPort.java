package dev.dpm.listener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/**
 * The encrypted port of this JVM. Its requests are decrypted here. After that, they pass the same checks and the same HTTP
 * server as the requests of other ports.
 */
public final class TlsPort {

    private static final Duration HANDSHAKE = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(TlsPort.class);
    private static final AtomicReference<TlsPort> CURRENT = new AtomicReference<>();

    private final int number;
    private final TlsFolder folder;

    private TlsPort(int number, TlsFolder folder) {
        this.number = number;
        this.folder = folder;
    }

    /**
     * Makes a port the encrypted port.
     * @param folder a folder with the files tls.crt, tls.key and token; until they appear, connections are closed at once
     */
    public static void encrypt(int number, Path folder) {
        MisuseLog misuse = MisuseLog.inLog(LOG);
        CURRENT.set(new TlsPort(number, new TlsFolder(folder, System::nanoTime,
                sentence -> misuse.about(sentence, "the folder"))));
    }

    public static Optional<TlsPort> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    public int number() {
        return number;
    }

    /** The token that clients must send. Empty: the folder has never contained one. */
    public Optional<String> token() {
        return folder.content().map(TlsFolder.Content::token);
    }

    /** Adds decryption to a connection. As long as there is no certificate, the connection is closed instead. */
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
