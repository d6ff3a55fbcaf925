package dev.dpm.operator.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;

/** Sends requests to the dpm-runners in pods, on one thread that never blocks. Thread-safe. */
public final class Sidecars implements AutoCloseable {

    /** The DNS name in the certificate of every dpm-runner; the operator expects it whatever the pod's IP address. */
    public static final String NAME = "sidecar.dpm.dev";

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    private static final int HEADERS = 16 << 10;
    private static final int LINE = 2048;
    /** The number of seconds for which an unused connection stays open. A dpm-runner closes it later than this. */
    private static final int KEEP_SECONDS = 45;
    private static final int UNAUTHORIZED = 401;
    private static final long END_SECONDS = 10;

    private final Vertx vertx;
    private final Context context;
    private final RequestLimits bounds;
    private final Lane sound = new Lane();
    private final Lane suspect = new Lane();
    private HttpClient client;

    private Sidecars(Vertx vertx, RequestLimits bounds) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.bounds = bounds;
    }

    /** Creates an object that sends requests within these limits. Requests fail until {@link #trust} is called. */
    public static Sidecars within(RequestLimits bounds) {
        return new Sidecars(Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1).setFileSystemOptions(new FileSystemOptions()
                        .setFileCachingEnabled(false).setClassPathResolvingEnabled(false))),
                bounds);
    }

    /**
     * Sets the certificate authorities that the operator trusts for later requests to dpm-runners. They replace the
     * authorities of an earlier call.
     */
    public void trust(List<X509Certificate> authorities) throws GeneralSecurityException {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store(authorities));
        HttpClient next = vertx.createHttpClient(options()
                .setTrustOptions(TrustOptions.wrap(trusted.getTrustManagers()[0])));
        context.runOnContext(nothing -> {
            HttpClient before = client;
            client = next;
            if (before != null) {
                // the old connections are closed later, so that requests which were sent before can complete
                vertx.setTimer(bounds.time().toMillis() * 2, late -> before.close());
            }
        });
    }

    private static KeyStore store(List<X509Certificate> authorities) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("ca" + i, authorities.get(i));
            }
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store needs no file", e);
        }
    }

    private HttpClientOptions options() {
        HttpClientOptions options = new HttpClientOptions().setSsl(true).setVerifyHost(true).setForceSni(true)
                .setConnectTimeout((int) bounds.time().toMillis()).setSslHandshakeTimeout(bounds.time().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS).setKeepAliveTimeout(KEEP_SECONDS).setMaxPoolSize(1)
                .setMaxHeaderSize(HEADERS).setMaxInitialLineLength(LINE).setDecompressionSupported(false);
        options.setEnabledSecureTransportProtocols(PROTOCOLS);
        return options;
    }

    /**
     * Sends a request. The future completes on this object's own thread, so functions that are chained to it must not
     * block.
     */
    public CompletableFuture<Answer> ask(Question question) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        context.runOnContext(nothing -> {
            Lane lane = question.isSuspect() ? suspect : sound;
            if (lane.waiting.size() >= bounds.waiting()) {
                answer.completeExceptionally(RequestFault.of("was not asked, since too many others are"));
            } else {
                lane.waiting.add(new PendingRequest(question, answer, lane));
                lane.next();
            }
        });
        return answer;
    }

    /**
     * A queue of requests. There is a second queue for dpm-runners that did not answer their last request, so that they
     * do not delay the others.
     */
    private final class Lane {

        private final Deque<PendingRequest> waiting = new ArrayDeque<>();
        private int asked;

        void next() {
            while (asked < bounds.atOnce() && !waiting.isEmpty()) {
                asked++;
                waiting.remove().begin();
            }
        }
    }

    /** Closes all connections to dpm-runners; unfinished requests fail. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the asking of dpm-runners did not end", e);
        }
    }

    private final class PendingRequest {

        private final Question question;
        private final CompletableFuture<Answer> answer;
        private final Lane lane;
        private final Buffer body = Buffer.buffer();
        private HttpClientRequest request;
        private long timer;
        private boolean isOver;

        PendingRequest(Question question, CompletableFuture<Answer> answer, Lane lane) {
            this.question = question;
            this.answer = answer;
            this.lane = lane;
        }

        void begin() {
            timer = vertx.setTimer(bounds.time().toMillis(), late -> fail(RequestFault.of(
                    "did not answer within " + bounds.time().toSeconds() + " s")));
            if (client == null) {
                fail(RequestFault.of("was not asked, since the operator has no certificates yet"));
                return;
            }
            client.request(new RequestOptions().setMethod(HttpMethod.valueOf(question.method()))
                    .setHost(NAME).setPort(question.address().port()).setURI(question.path())
                    .setServer(SocketAddress.inetSocketAddress(question.address().port(), question.address().ip()))
                    .putHeader("Authorization", "Bearer " + question.token()).putHeader("Accept", "application/json"))
                    .onComplete(this::connected);
        }

        private void connected(AsyncResult<HttpClientRequest> connected) {
            if (connected.failed()) {
                fail(cause(connected.cause()));
                return;
            }
            request = connected.result();
            // this handler is set even for a request that has already failed: without a handler, Vert.x would log the
            // reset of the connection as an error
            request.exceptionHandler(fault -> fail(cause(fault)));
            if (isOver) {
                request.reset();
                return;
            }
            request.send().onComplete(sent -> {
                if (sent.failed()) {
                    fail(cause(sent.cause()));
                } else {
                    receive(sent.result());
                }
            });
        }

        private void receive(HttpClientResponse response) {
            response.exceptionHandler(fault -> fail(cause(fault)));
            if (response.statusCode() == UNAUTHORIZED) {
                fail(new RequestFault("does not know the operator's token", true));
                return;
            }
            response.handler(this::part);
            response.endHandler(nothing -> succeed(response.statusCode()));
        }

        private void part(Buffer part) {
            if (isOver) {
                return;
            }
            if (body.length() + part.length() > question.most()) {
                fail(RequestFault.of("answered with more than " + question.most() + " bytes"));
            } else {
                body.appendBuffer(part);
            }
        }

        private void succeed(int status) {
            if (end()) {
                answer.complete(new Answer(status, body.getBytes()));
                lane.next();
            }
        }

        private void fail(RequestFault fault) {
            if (end()) {
                if (request != null) {
                    request.reset();
                }
                answer.completeExceptionally(fault);
                lane.next();
            }
        }

        private boolean end() {
            if (isOver) {
                return false;
            }
            isOver = true;
            vertx.cancelTimer(timer);
            lane.asked--;
            return true;
        }
    }

    private static RequestFault cause(Throwable fault) {
        if (fault instanceof RequestFault known) {
            return known;
        } else if (fault instanceof SSLException || fault.getCause() instanceof GeneralSecurityException) {
            return new RequestFault("presents no certificate of the operator's authority for " + NAME, true);
        } else if (fault instanceof ConnectTimeoutException) {
            return RequestFault.of("cannot be connected to");
        } else if (fault instanceof ConnectException) {
            return RequestFault.of("refuses the connection");
        }
        return RequestFault.of("ended the connection, or does not speak HTTP");
    }
}
