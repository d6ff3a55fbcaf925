package dev.dpm.api;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;

import dev.dpm.listener.TlsPort;

/**
 * Listens on the encrypted port. It has the same routes as the console, but the {@link Guard} admits only requests to the API
 * with this port's own token.
 */
@Singleton
public class TlsListener {

    private static final String EVERYWHERE = "0.0.0.0";
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Logger LOG = Logger.getLogger(TlsListener.class);

    private final Vertx vertx;
    private final int largestHead;
    private final Duration idle;

    @Inject
    TlsListener(Vertx vertx, @ConfigProperty(name = "quarkus.http.limits.max-header-size") MemorySize largestHead,
            @ConfigProperty(name = "quarkus.http.idle-timeout") Duration idle) {
        this.vertx = vertx;
        this.largestHead = (int) largestHead.asLongValue();
        this.idle = idle;
    }

    void begin(@Observes StartupEvent up) {
        TlsPort.current().ifPresent(this::listen);
    }

    private void listen(TlsPort port) {
        HttpServerOptions options = new HttpServerOptions().setHost(EVERYWHERE).setPort(port.number())
                .setHttp2ClearTextEnabled(false).setMaxHeaderSize(largestHead).setCompressionSupported(true)
                .setIdleTimeout((int) idle.toSeconds()).setIdleTimeoutUnit(TimeUnit.SECONDS);
        vertx.createHttpServer(options).requestHandler(VertxHttpRecorder.getRootHandler()).listen()
                .onSuccess(server -> LOG.infof("answers over TLS port=%d", port.number()))
                .onFailure(why -> {
                    LOG.warnf("cannot listen, trying again every %d s port=%d reason=%s", RETRY.toSeconds(),
                            port.number(), why.getMessage());
                    vertx.setTimer(RETRY.toMillis(), timer -> listen(port));
                });
    }
}
