package dev.dpm.supervision.effect;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.dpm.history.TargetRecord;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.effect.Ports.Memory;

/**
 * Writes the state files, and retries writes that the disk refused. May be used from any thread. A write that was
 * delayed, for example by a launch, never replaces a later write: every order has a number, and only the newest order
 * of each target counts.
 */
final class StateKeeper {

    /** A write or a deletion that the disk has refused so far. */
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
    /**
     * The number of each target's newest order that was carried out or tried. An entry is locked while its order is
     * carried out.
     */
    private final Map<TargetName, Long> newest = new ConcurrentHashMap<>();

    StateKeeper(Memory memory) {
        this.memory = memory;
    }

    /** Targets for which something could not be written. */
    Set<TargetName> unwritten() {
        return Set.copyOf(owed.keySet());
    }

    /** Gives out the number of a new order. */
    long order() {
        return orders.incrementAndGet();
    }

    /**
     * Writes a target's record.
     *
     * @param order see {@link #order}
     * @return a sentence that says what is wrong; empty where no record waits to be written
     */
    Optional<String> save(long order, TargetRecord record, boolean durable) {
        return inTurn(record.spec().name(), new Save(order, record, durable));
    }

    Optional<String> remove(long order, TargetName name) {
        return inTurn(name, new Removal(order));
    }

    /** Retries the newest of a target's refused orders. */
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
