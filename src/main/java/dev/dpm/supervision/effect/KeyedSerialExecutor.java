package dev.dpm.supervision.effect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import dev.dpm.process.TargetName;

/** Performs the work of one target in order, and the work of different targets at the same time. Used on any thread. */
final class KeyedSerialExecutor {

    /**
     * One piece of work.
     *
     * @param what identifies it: {@link #once} adds no work while equal work waits
     */
    private record Work(Object what, Runnable doing) {
    }

    private final Executor threads;
    private final BiConsumer<TargetName, Optional<String>> trouble;
    private final Map<TargetName, Deque<Work>> waiting = new HashMap<>();

    KeyedSerialExecutor(Executor threads, BiConsumer<TargetName, Optional<String>> trouble) {
        this.threads = threads;
        this.trouble = trouble;
    }

    /**
     * Performs work after all earlier work of the same target. An exception is reported, and later work is performed
     * nevertheless.
     */
    void inOrder(TargetName name, Runnable doing) {
        once(name, doing, doing);
    }

    /**
     * Performs work after all earlier work of the same target, unless equal work already waits.
     *
     * @param what identifies the work
     */
    void once(TargetName name, Object what, Runnable doing) {
        Work work = new Work(what, doing);
        synchronized (waiting) {
            Deque<Work> lane = waiting.get(name);
            if (lane != null) {
                if (lane.stream().noneMatch(other -> other.what().equals(what))) {
                    lane.add(work);
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
