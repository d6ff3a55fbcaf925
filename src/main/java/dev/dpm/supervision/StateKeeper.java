package dev.dpm.supervision;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.history.TargetRecord;
import dev.dpm.process.TargetName;

/**
 * Keeps what must outlive the runner: writes it, and what the disk refused once more later. Called for one target from
 * one thread at a time.
 */
final class StateKeeper {

    /** What the disk owes us of one target. */
    private sealed interface Owed {
    }

    private record Save(TargetRecord record, boolean durable) implements Owed {
    }

    private record Removal() implements Owed {
    }

    private final Memory memory;
    private final Map<TargetName, Owed> owed = new ConcurrentHashMap<>();

    StateKeeper(Memory memory) {
        this.memory = memory;
    }

    /** Targets of which something could not be written. */
    Set<TargetName> unwritten() {
        return Set.copyOf(owed.keySet());
    }

    /** @return what is wrong, a sentence; empty where nothing of any target waits to be written */
    Optional<String> save(TargetRecord record, boolean durable) {
        return attempt(record.spec().name(), new Save(record, durable));
    }

    Optional<String> remove(TargetName name) {
        return attempt(name, new Removal());
    }

    /** Once more, where something is owed: always the newest. */
    Optional<String> again(TargetName name) {
        Owed last = owed.get(name);
        return last == null ? Optional.empty() : attempt(name, last);
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
