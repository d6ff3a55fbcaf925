package dev.dpm.supervision.effect;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.history.TargetRecord;
import dev.dpm.process.TargetName;

/** Writes targets' records on its own threads, so that a hanging launch does not delay a write. Used on any thread. */
final class RecordWriter {

    private static final AffectedComponent STATE = AffectedComponent.of(Component.STATE);

    private final KeyedSerialExecutor records;
    private final StateKeeper state;
    private final EffectFaults faults;

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

    /**
     * Reserves a number for a later write by {@link #saveBeside}. That write counts as older than all writes ordered meanwhile.
     */
    long order() {
        return state.order();
    }

    /**
     * Writes a target's record, which says that a launch has begun, while the launch goes on.
     *
     * @param order the number from {@link #order}
     * @return completed when the write is over, successful or not
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

    void tryAgain() {
        state.unwritten().forEach(name -> records.once(name, "once more", () -> tell(state.again(name))));
    }

    /**
     * Reports that writing records fails, or works again. Called on several threads, so this method itself checks which records
     * are unwritten now.
     */
    private void tell(Optional<String> reason) {
        synchronized (state) {
            boolean isAllWritten = state.unwritten().isEmpty();
            if (isAllWritten || reason.isPresent()) {
                faults.tell(STATE, isAllWritten ? Optional.empty() : reason);
            }
        }
    }

    /**
     * Writes the state files of targets, and retries writes that failed. Each order to write has a number, so that a late retry
     * never replaces a newer state.
     */
    private static final class StateKeeper {

        private sealed interface Owed {
            long order();
        }

        private record Save(long order, TargetRecord record, boolean durable) implements Owed {
        }

        private record Removal(long order) implements Owed {
        }

        private record Refused(Owed order, String why) {
        }

        private final Ports.Memory memory;
        private final Map<TargetName, Refused> owed = new ConcurrentHashMap<>();
        private final AtomicLong orders = new AtomicLong();
        /** The number of the newest order for each target. While an order is carried out, its map entry is locked. */
        private final Map<TargetName, Long> newest = new ConcurrentHashMap<>();

        StateKeeper(Ports.Memory memory) {
            this.memory = memory;
        }

        /** The targets whose record could not be written or deleted. */
        Set<TargetName> unwritten() {
            return Set.copyOf(owed.keySet());
        }

        long order() {
            return orders.incrementAndGet();
        }

        /**
         * Writes a target's record.
         *
         * @param order the number from {@link #order}
         * @return a sentence that says what is wrong; empty: all records are written
         */
        Optional<String> save(long order, TargetRecord record, boolean durable) {
            return inTurn(record.spec().name(), new Save(order, record, durable));
        }

        Optional<String> remove(long order, TargetName name) {
            return inTurn(name, new Removal(order));
        }

        Optional<String> again(TargetName name) {
            Refused last = owed.get(name);
            return last == null ? Optional.empty() : inTurn(name, last.order());
        }

        private Optional<String> inTurn(TargetName name, Owed wanted) {
            AtomicReference<Optional<String>> wrong = new AtomicReference<>(Optional.empty());
            newest.compute(name, (key, done) -> {
                if (done != null && done > wanted.order()) {
                    return done;
                }
                wrong.set(attempt(name, wanted));
                return wanted.order();
            });
            return wrong.get();
        }

        private Optional<String> attempt(TargetName name, Owed wanted) {
            try {
                write(name, wanted);
                owed.remove(name);
                return stillOwed();
            } catch (IOException e) {
                return Optional.of(refused(name, wanted, e.getMessage()));
            } catch (RuntimeException e) {
                return Optional.of(refused(name, wanted, "the state of " + name + " cannot be written: " + e));
            }
        }

        private void write(TargetName name, Owed wanted) throws IOException {
            if (wanted instanceof Save save) {
                memory.save(save.record(), save.durable());
            } else {
                memory.remove(name);
            }
        }

        private String refused(TargetName name, Owed order, String why) {
            owed.put(name, new Refused(order, why));
            return why;
        }

        /** Why the record of some target could not be written; empty: all records are written. */
        private Optional<String> stillOwed() {
            return owed.entrySet().stream().min(Comparator.comparing(entry -> entry.getKey().value()))
                    .map(entry -> entry.getValue().why());
        }
    }
}
