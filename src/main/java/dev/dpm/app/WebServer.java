package dev.dpm.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

import dev.dpm.listener.ConnectionInitializer;

/** Starts and ends the web server (Quarkus: console, API, health, metrics). The supervision does not depend on it. */
final class WebServer {

    private static final int MOST_CAUSES = 5;
    /** How long the runner waits at its end until the web server's answers have reached slow clients. */
    private static final Duration LAST_ANSWERS = Duration.ofMillis(150);
    private static final AtomicReference<CompletableFuture<Optional<String>>> STARTED = new AtomicReference<>();

    private WebServer() {
    }

    /** Whether this JVM has started the web server. False in a JVM that builds or tests the jar. */
    static boolean isBooting() {
        return STARTED.get() != null;
    }

    /** The Quarkus application, which waits until the web server is to end. */
    public static final class Stay implements QuarkusApplication {
        @Override
        public int run(String... args) {
            STARTED.get().complete(Optional.empty());
            Quarkus.waitForExit();
            return 0;
        }
    }

    /**
     * Starts the web server on a thread of its own.
     * @return completed with the failure; empty: the web server is up
     */
    static CompletableFuture<Optional<String>> boot(Addresses addresses) {
        CompletableFuture<Optional<String>> started = new CompletableFuture<>();
        STARTED.set(started);
        ConnectionInitializer.register();
        System.setProperty("quarkus.http.host", addresses.host());
        System.setProperty("quarkus.http.port", Integer.toString(addresses.port()));
        System.setProperty("quarkus.management.host", addresses.managementHost());
        System.setProperty("quarkus.management.port", Integer.toString(addresses.managementPort()));
        Thread thread = new Thread(() -> runQuarkus(started), "dpm-web");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    private static void runQuarkus(CompletableFuture<Optional<String>> started) {
        try {
            Quarkus.run(Stay.class, (code, problem) -> started
                    .complete(Optional.of(problem == null ? "ended with code " + code : words(problem))));
            started.complete(Optional.of("ended"));
        } catch (RuntimeException | Error e) {
            // an Error (no thread, no memory) is caught too, since the caller would otherwise wait for ever
            started.complete(Optional.of(words(e)));
        }
    }

    /** A failure in words with up to five causes, since an error during class initialisation says nothing by itself. */
    private static String words(Throwable problem) {
        StringBuilder words = new StringBuilder(problem.toString());
        Throwable cause = problem.getCause();
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++, cause = cause.getCause()) {
            words.append("; caused by ").append(cause);
        }
        return words.toString();
    }

    /** Ends the web server, after at most 150 ms in which answers to clients may be completed. */
    static void end() throws InterruptedException {
        long latest = System.nanoTime() + LAST_ANSWERS.toNanos();
        while (STARTED.get() != null && ConnectionInitializer.hasWaitingClient() && System.nanoTime() - latest < 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
