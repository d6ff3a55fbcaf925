package dev.dpm.supervision;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import dev.dpm.process.TargetName;

/** For one target one thing at a time, in order; different targets beside each other. May be used from any thread. */
final class Lanes {

    /** @param what tells work that need not be done twice in a row: where the last that waits is the same, it is not added */
    private record Work(Object what, Runnable doing) {
    }

    private final Executor threads;
    private final BiConsumer<TargetName, Optional<String>> trouble;
    private final Map<TargetName, Deque<Work>> waiting = new HashMap<>();

    /** @param trouble is told what a piece of work threw; empty: the next one went well */
    Lanes(Executor threads, BiConsumer<TargetName, Optional<String>> trouble) {
        this.threads = threads;
        this.trouble = trouble;
    }

    /** Work that throws is reported and does not hold up what follows. */
    void inOrder(TargetName name, Object what, Runnable doing) {
        Work work = new Work(what, doing);
        synchronized (waiting) {
            Deque<Work> queue = waiting.get(name);
            if (queue != null) {
                if (queue.isEmpty() || !queue.getLast().what().equals(what)) {
                    queue.add(work);
                }
                return;
            }
            waiting.put(name, new ArrayDeque<>());
        }
        threads.execute(() -> drain(name, work));
    }

    private void drain(TargetName name, Work first) {
        Work work = first;
        while (work != null) {
            perform(name, work);
            synchronized (waiting) {
                work = waiting.get(name).poll();
                if (work == null) {
                    waiting.remove(name);
                }
            }
        }
    }

    private void perform(TargetName name, Work work) {
        try {
            work.doing().run();
            trouble.accept(name, Optional.empty());
        } catch (RuntimeException | Error e) {
            trouble.accept(name, Optional.of(e.toString()));
        }
    }
}
