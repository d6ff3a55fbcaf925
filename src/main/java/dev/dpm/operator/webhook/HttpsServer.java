package dev.dpm.operator.webhook;

import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;

import dev.dpm.operator.certificate.Material;

/**
 * The operator's HTTPS server. If its certificate is replaced, new connections use the new one, and existing connections
 * stay open.
 */
public final class HttpsServer implements AutoCloseable {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    private static final int WORKERS = 4;
    private static final int HANDSHAKE_SECONDS = 5;
    private static final int LONGEST_LINE = 2048;
    private static final long WAIT_SECONDS = 10;

    private final Vertx vertx;
    private final HttpServer server;
    private final ServedKey served;

    private HttpsServer(Vertx vertx, HttpServer server, ServedKey served) {
        this.vertx = vertx;
        this.server = server;
        this.served = served;
    }

    /**
     * Starts the server.
     *
     * @param port the port on which the server listens; 0: any free port
     */
    public static HttpsServer listening(String host, int port, Material material, Routes routes, Bounds bounds)
            throws GeneralSecurityException {
        ServedKey served = new ServedKey(material);
        // Vert.x makes no cache folder, since the server serves no files of the class path
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(1).setFileSystemOptions(new FileSystemOptions()
                        .setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        HttpServer server = vertx.createHttpServer(options(host, port, bounds, served));
        Requests requests = new Requests(vertx, routes, bounds);
        server.connectionHandler(requests::connected).requestHandler(requests::received).invalidRequestHandler(
                request -> requests.refuse(request, Answer.bad("the request is not HTTP as RFC 9112 has it")));
        HttpsServer listening = new HttpsServer(vertx, server, served);
        try {
            await(server.listen());
            return listening;
        } catch (RuntimeException e) {
            listening.close();
            throw e;
        }
    }

    private static HttpServerOptions options(String host, int port, Bounds bounds, ServedKey served) {
        HttpServerOptions options = new HttpServerOptions().setHost(host).setPort(port).setSsl(true)
                // HTTP/2 is off, since it would need further limits, such as on streams
                .setUseAlpn(false).setMaxHeaderSize(bounds.headers()).setMaxInitialLineLength(LONGEST_LINE)
                .setIdleTimeout((int) bounds.idle().toSeconds()).setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS).setCompressionSupported(false)
                .setDecompressionSupported(false);
        options.setEnabledSecureTransportProtocols(PROTOCOLS);
        return options.setKeyCertOptions(KeyCertOptions.wrap(served));
    }

    public int port() {
        return server.actualPort();
    }

    /** Replaces the server's certificate. Existing connections keep the old one. */
    public void serve(Material material) throws GeneralSecurityException {
        served.serve(material);
    }

    /** Stops the server after it has answered the requests that it has already received. */
    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server was waited for", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the server did not answer within " + WAIT_SECONDS + " s", e);
        }
    }
}
