package dev.dpm.supervision.effect;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.history.TargetRecord;
import dev.dpm.process.TargetName;

/**
 * Orders the writing of targets' records on threads of its own, so that a launch or search that hangs delays no write.
 * May be used from any thread.
 */
final class RecordWriter {

    private static final AffectedComponent STATE = AffectedComponent.of(Component.STATE);

    private final KeyedSerialExecutor records;
    private final StateKeeper state;
    private final EffectFaults faults;

    /**
     * Makes the writer.
     *
     * @param threads write the files, and hang only where the disk does
     */
    RecordWriter(Ports.Memory memory, Executor threads, EffectFaults faults) {
        this.state = new StateKeeper(memory);
        this.faults = faults;
        this.records = new KeyedSerialExecutor(threads,
                (name, why) -> faults.tell(AffectedComponent.of(Component.RECORDS_OF, name), why));
    }

    void save(TargetRecord record, boolean durable) {
        long order = state.order();
        records.inOrder(record.spec().name(), () -> tell(state.save(order, record, durable)));
    }

    void remove(TargetName name) {
        long order = state.order();
        records.inOrder(name, () -> tell(state.remove(order, name)));
    }

    /** Takes the place of a write that is ordered later, by {@link #saveBeside}. */
    long order() {
        return state.order();
    }

    /**
     * Writes the intent to launch in parallel with the launch. A disk that refuses or hangs delays no launch: until the
     * intent is written, the process can be found by its cookie.
     *
     * @param order the place of this write among the target's writes
     * @return done when the write is over, whether the disk took it or not; never fails
     */
    CompletableFuture<Void> saveBeside(long order, TargetRecord intent) {
        CompletableFuture<Void> saved = new CompletableFuture<>();
        records.inOrder(intent.spec().name(), () -> {
            try {
                tell(state.save(order, intent, false));
            } finally {
                saved.complete(null);
            }
        });
        return saved;
    }

    /** Tries the writes again that the disk refused. */
    void tryAgain() {
        state.unwritten().forEach(name -> records.once(name, "once more", () -> tell(state.again(name))));
    }

    /**
     * Reports a fault of writing, or the end of the fault, from one of the two threads that write. A late report of a
     * failure must not replace a later success, so a fault is reported only while some state is still unwritten.
     */
    private void tell(Optional<String> reason) {
        synchronized (state) {
            boolean isAllWritten = state.unwritten().isEmpty();
            if (isAllWritten || reason.isPresent()) {
                faults.tell(STATE, isAllWritten ? Optional.empty() : reason);
            }
        }
    }
}
