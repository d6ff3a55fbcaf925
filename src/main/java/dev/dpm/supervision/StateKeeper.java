package dev.dpm.supervision;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.dpm.history.TargetRecord;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.Ports.Memory;

/**
 * Keeps what must outlive the runner: writes it, and what the disk refused once more later. May be called from any
 * thread. What was ordered later is never written over by what was ordered before and comes late, because a launch held
 * it up: every order has a number, and of one target only the newest counts.
 */
final class StateKeeper {

    /** What the disk owes us of one target. */
    private sealed interface Owed {
        long order();
    }

    private record Save(long order, TargetRecord record, boolean durable) implements Owed {
    }

    private record Removal(long order) implements Owed {
    }

    private final Memory memory;
    private final Map<TargetName, Owed> owed = new ConcurrentHashMap<>();
    private final AtomicLong orders = new AtomicLong();
    /** The newest order of each target that was carried out, or tried. Holds its lock while it is. */
    private final Map<TargetName, Long> newest = new ConcurrentHashMap<>();

    StateKeeper(Memory memory) {
        this.memory = memory;
    }

    /** Targets of which something could not be written. */
    Set<TargetName> unwritten() {
        return Set.copyOf(owed.keySet());
    }

    /** The number of an order that is given now. */
    long order() {
        return orders.incrementAndGet();
    }

    /**
     * @param order see {@link #order}
     * @return what is wrong, a sentence; empty where nothing of any target waits to be written
     */
    Optional<String> save(long order, TargetRecord record, boolean durable) {
        return inTurn(record.spec().name(), new Save(order, record, durable));
    }

    Optional<String> remove(long order, TargetName name) {
        return inTurn(name, new Removal(order));
    }

    /** Once more, where something is owed: always the newest. */
    Optional<String> again(TargetName name) {
        Owed last = owed.get(name);
        return last == null ? Optional.empty() : inTurn(name, last);
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
            return owed.isEmpty() ? Optional.empty() : Optional.of(stillOwed());
        } catch (IOException e) {
            owed.put(name, wanted);
            return Optional.of(e.getMessage());
        } catch (RuntimeException e) {
            owed.put(name, wanted);
            return Optional.of("the state of " + name + " cannot be written: " + e);
        }
    }

    private void write(TargetName name, Owed wanted) throws IOException {
        if (wanted instanceof Save save) {
            memory.save(save.record(), save.durable());
        } else {
            memory.remove(name);
        }
    }

    private String stillOwed() {
        return "the state of " + String.join(", ", owed.keySet().stream().map(TargetName::value).sorted().toList())
                + " is still to be written";
    }
}
