package dev.dpm.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import dev.dpm.event.Component;
import dev.dpm.process.OwnThread;

/**
 * Starts threads that run as long as the runner. If the system provides no thread at first, the work begins as soon as it
 * provides one.
 */
final class StandingThreads {

    static final int RETRY_SECONDS = 2;
    private static final Component PART = Component.THREADS;

    private final ThreadFactory threads;
    private final BiConsumer<Component, Optional<String>> faults;
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(String name, Runnable work) {
    }

    /**
     * @param faults receives {@link Component#THREADS}, and a sentence with the missing threads; empty: no thread is missing
     */
    StandingThreads(BiConsumer<Component, Optional<String>> faults) {
        this(Thread::new, faults);
    }

    StandingThreads(ThreadFactory threads, BiConsumer<Component, Optional<String>> faults) {
        this.threads = threads;
        this.faults = faults;
    }

    /** Runs work on a thread of its own, now or as soon as the system provides a thread. */
    synchronized void begin(String name, Runnable work) {
        Waiting wanted = new Waiting(name, work);
        if (!isBegun(wanted)) {
            waiting.add(wanted);
            tell();
        }
    }

    private boolean isBegun(Waiting wanted) {
        Thread thread = threads.newThread(wanted.work());
        thread.setName("dpm-" + wanted.name());
        return OwnThread.begin(thread).isEmpty();
    }

    /**
     * Tries again to start the missing threads.
     * @return whether no thread is missing
     */
    synchronized boolean again() {
        if (waiting.removeIf(this::isBegun)) {
            tell();
        }
        return waiting.isEmpty();
    }

    private void tell() {
        faults.accept(PART, waiting.isEmpty()
                ? Optional.empty()
                : Optional.of("the system gives the runner no thread for " + waiting.stream().map(Waiting::name)
                        .collect(Collectors.joining(", ")) + "; targets are supervised, and it tries again every "
                        + RETRY_SECONDS + " s"));
    }
}
