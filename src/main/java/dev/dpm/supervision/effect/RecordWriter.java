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

/**
 * Writes targets' records on threads of its own, so that a launch or search that hangs does not delay the write. May be
 * used on any thread.
 */
final class RecordWriter {

    private static final AffectedComponent STATE = AffectedComponent.of(Component.STATE);

    private final KeyedSerialExecutor records;
    private final StateKeeper state;
    private final EffectFaults faults;

    /**
     * Makes the writer of targets' records.
     *
     * @param threads write the files and do nothing else, so that only a hanging disk blocks them
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

    /**
     * Reserves a number for the write of a record that {@link #saveBeside} will order later. That write then counts as
     * older than all writes ordered after this call.
     */
    long order() {
        return state.order();
    }

    /**
     * Writes the record that says that a launch has begun, at the same time as the launch, so that a disk that refuses
     * or hangs does not delay it. If the runner dies before the record is written, the next runner finds the process by
     * an environment variable.
     *
     * @param order the number that {@link #order} reserved for this write
     * @return completed when the write is over, successful or not; never completed exceptionally
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

    /** Retries the writes and deletions of records that the disk refused. */
    void tryAgain() {
        state.unwritten().forEach(name -> records.once(name, "once more", () -> tell(state.again(name))));
    }

    /**
     * Reports to the supervision loop that writing records fails, or works again; two threads call this method. A
     * fault is reported only while some record is unwritten, because a failure that is reported late must not hide a
     * later success.
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
     * Writes the state files, and retries writes that the disk refused. May be used on any thread.
     *
     * <p>
     * Every order has a number, and only the newest order of each target counts: a write that was delayed, for example
     * by a launch, never replaces a later write.
     */
    private static final class StateKeeper {

        /** A write or a deletion of a record that was not carried out, because the disk refused it. */
        private sealed interface Owed {
            long order();
        }

        private record Save(long order, TargetRecord record, boolean durable) implements Owed {
        }

        private record Removal(long order) implements Owed {
        }

        /** A write or a deletion of a record that the disk refused, with a sentence that says why. */
        private record Refused(Owed order, String why) {
        }

        private final Ports.Memory memory;
        private final Map<TargetName, Refused> owed = new ConcurrentHashMap<>();
        private final AtomicLong orders = new AtomicLong();
        /**
         * For each target, the number of the newest order (a write or deletion of its record) that was carried out or
         * tried. While an order is carried out, its entry in the map is locked.
         */
        private final Map<TargetName, Long> newest = new ConcurrentHashMap<>();

        StateKeeper(Ports.Memory memory) {
            this.memory = memory;
        }

        /** The names of the targets whose record could not be written or deleted. */
        Set<TargetName> unwritten() {
            return Set.copyOf(owed.keySet());
        }

        /** The number of a new order to write or delete a record; later orders have higher numbers. */
        long order() {
            return orders.incrementAndGet();
        }

        /**
         * Writes a target's record to the disk.
         *
         * @param order the number from {@link #order}
         * @return a sentence that says what is wrong; empty where every record is written
         */
        Optional<String> save(long order, TargetRecord record, boolean durable) {
            return inTurn(record.spec().name(), new Save(order, record, durable));
        }

        Optional<String> remove(long order, TargetName name) {
            return inTurn(name, new Removal(order));
        }

        /** Retries the newest write or deletion of a target's record, if the disk refused it. */
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

        /**
         * Why the disk refused to write a record of another target; of several such targets, the first by name. Empty:
         * all records are written.
         */
        private Optional<String> stillOwed() {
            return owed.entrySet().stream().min(Comparator.comparing(entry -> entry.getKey().value()))
                    .map(entry -> entry.getValue().why());
        }
    }
}
