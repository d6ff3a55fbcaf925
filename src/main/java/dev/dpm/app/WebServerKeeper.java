package dev.dpm.app;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.dpm.command.FreeHeap;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.RunnerSpec.ConsoleMode;
import dev.dpm.daemon.Token;
import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.listener.TlsPort;
import dev.dpm.process.NativePaths;
import dev.dpm.supervision.Supervisor;
import dev.dpm.view.Access;

/** Starts the web server beside the supervision, and tries again every 30 s if it fails. */
final class WebServerKeeper implements Runnable {

    private static final long RETRY_SECONDS = 30;
    /** The shortest time between two starts of the web server, since a start costs a second or two of processor time. */
    private static final long BETWEEN_BOOTS_SECONDS = 1;
    private static final Component PART = Component.CONSOLE;

    /**
     * The free heap, in bytes, below which the web server is not started: 9.6 MB were enough in a measurement, 7.6 MB were not.
     */
    private static final long BOOT = 12L * 1024 * 1024;

    private final RunnerSpec spec;
    private final ConsoleMode mode;
    private final RunnerFacts facts;
    private final Supervisor supervisor;
    private final SupervisedOperations operations;
    private final Token token;
    private final String instance;
    private final Listener listener;

    /**
     * Receives the addresses of console and management.
     * @return why the addresses cannot be stored; empty: they are stored
     */
    @FunctionalInterface
    interface Listener {
        Optional<String> reachable(News news);
    }

    /**
     * The result of a start of the web server.
     * @param addresses empty: the web server failed
     * @param reason why it failed, or remarks about its ports
     * @param tokenFile the file with the access token; empty: the token is in no file
     */
    record News(Optional<Addresses> addresses, String reason, Optional<String> tokenFile) {
    }

    /** @param mode whether the web server starts at once, or at the first connection */
    WebServerKeeper(RunnerSpec spec, ConsoleMode mode, RunnerFacts facts, Supervisor supervisor,
            SupervisedOperations operations, Token token, String instance, Listener listener) {
        this.spec = spec;
        this.mode = mode;
        this.facts = facts;
        this.supervisor = supervisor;
        this.operations = operations;
        this.token = token;
        this.instance = instance;
        this.listener = listener;
    }

    @Override
    public void run() {
        new Handover(operations, new Access(token.value(), spec.allowedHosts(), instance)).offer();
        spec.tlsFolder().filter(folder -> spec.tlsPort() != 0)
                .ifPresent(folder -> TlsPort.encrypt(spec.tlsPort(), NativePaths.of(folder)));
        try {
            while (!isUp()) {
                TimeUnit.SECONDS.sleep(RETRY_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Opens the web server's ports before the web server starts, so that clients can connect already.
     * @return whether the web server is up
     */
    private boolean isUp() throws InterruptedException {
        Optional<Addresses> addresses = Addresses.choose(spec);
        if (addresses.isEmpty()) {
            return failed(String.join("; ", Addresses.taken(spec)));
        }
        try {
            Listening ports = Listening.on(addresses.get());
            listens(addresses.get());
            Optional<String> failure = boots(addresses.get(), ports);
            while (failure.isPresent() && mode == ConsoleMode.ON_DEMAND) {
                // the ports are closed, since connections in their queues would start the web server again
                ports.close();
                ports = Listening.on(addresses.get());
                supervisor.fault(PART, failure.map(why -> why + "; supervision goes on, and the next connection boots "
                        + "the web part again"));
                TimeUnit.SECONDS.sleep(BETWEEN_BOOTS_SECONDS);
                failure = boots(addresses.get(), ports);
            }
            if (failure.isPresent()) {
                ports.close();
                return failed(failure.get());
            }
        } catch (IOException | RuntimeException e) {
            return failed(e.toString());
        }
        supervisor.fault(PART, Optional.empty());
        return true;
    }

    private void listens(Addresses addresses) {
        addresses.remarks().forEach(remark -> supervisor.note(new RunnerEvent.RunnerNoted(PART, remark)));
        facts.reachableAt(Optional.of(addresses));
        tell(new News(Optional.of(addresses), "", token.file().map(NativePaths::text)));
    }

    private Optional<String> boots(Addresses addresses, Listening ports) throws IOException, InterruptedException {
        if (mode == ConsoleMode.ON_DEMAND) {
            ports.awaitSomebody();
        }
        if (!FreeHeap.holds(BOOT)) {
            return Optional
                    .of("the web part does not fit into the memory that " + supervisor.snapshot().targets().size()
                            + " targets leave; commands work without it");
        }
        ports.handOver();
        return booted(() -> WebServer.boot(addresses));
    }

    private boolean failed(String why) {
        supervisor.fault(PART, Optional.of(why + "; supervision goes on, trying again every " + RETRY_SECONDS + " s"));
        facts.reachableAt(Optional.empty());
        tell(new News(Optional.empty(), why, token.file().map(NativePaths::text)));
        return false;
    }

    /**
     * Starts the web server and waits until it is up.
     *
     * @return why it is not up; empty: it is up
     */
    static Optional<String> booted(Supplier<CompletableFuture<Optional<String>>> web) throws InterruptedException {
        try {
            return web.get().get();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause().toString());
        } catch (RuntimeException | Error e) {
            return Optional.of(e.toString());
        }
    }

    private void tell(News news) {
        listener.reachable(news).ifPresent(why -> supervisor.fault(Component.RECORD, Optional.of(why)));
    }
}
