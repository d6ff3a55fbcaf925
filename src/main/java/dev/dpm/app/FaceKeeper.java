package dev.dpm.app;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.dpm.config.RunnerSpec;
import dev.dpm.daemon.Token;
import dev.dpm.event.RunnerEvent;
import dev.dpm.process.NativePaths;
import dev.dpm.supervision.Supervisor;
import dev.dpm.view.Access;

/** Brings the web part up beside the supervision, and tries again where it cannot be: a face never takes it down. */
final class FaceKeeper implements Runnable {

    private static final long RETRY_SECONDS = 30;
    private static final String PART = "console";

    private final RunnerSpec spec;
    private final RunnerFacts facts;
    private final Supervisor supervisor;
    private final SupervisedOperations operations;
    private final Token token;
    private final String instance;
    private final Listener listener;

    /** Is told where the runner can be reached, or why it cannot; answers what hindered it from passing that on. */
    @FunctionalInterface
    interface Listener {
        Optional<String> reachable(News news);
    }

    /** @param addresses empty: the faces failed, for that reason */
    record News(Optional<Addresses> addresses, String reason, Optional<String> tokenFile) {
    }

    FaceKeeper(RunnerSpec spec, RunnerFacts facts, Supervisor supervisor, SupervisedOperations operations, Token token,
            String instance, Listener listener) {
        this.spec = spec;
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
        try {
            while (!isUp()) {
                TimeUnit.SECONDS.sleep(RETRY_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isUp() throws InterruptedException {
        Optional<Addresses> addresses = Addresses.choose(spec);
        Optional<String> failure = addresses.isPresent()
                ? booted(() -> WebPart.boot(addresses.get()))
                : Optional.of(String.join("; ", Addresses.taken(spec)));
        supervisor.fault(PART, failure.map(why -> why + "; supervision goes on, trying again every " + RETRY_SECONDS
                + " s"));
        if (failure.isEmpty()) {
            addresses.get().remarks()
                    .forEach(remark -> supervisor.note(new RunnerEvent.RunnerNoted(PART, remark)));
            facts.reachableAt(addresses);
        }
        tell(new News(failure.isEmpty() ? addresses : Optional.empty(), failure.orElse(""),
                token.file().map(NativePaths::text)));
        return failure.isEmpty();
    }

    /** @return why it is not up; where the system gives it no thread to begin with, that is a reason like any other */
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
        listener.reachable(news).ifPresent(why -> supervisor.fault("record", Optional.of(why)));
    }
}
