package dev.dpm.supervision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.dpm.event.Event;

/** Has events written down and told, and knows what of the runner's own does not work. Touched by the loop only. */
final class Chronicle {

    private final Ports ports;
    private final Map<String, String> faults = new TreeMap<>();

    Chronicle(Ports ports) {
        this.ports = ports;
    }

    /** A journal that breaks its promise never to throw is itself a fault; supervision goes on. */
    void note(Event event) {
        try {
            ports.story().accept(ports.journal().append(event));
        } catch (RuntimeException e) {
            faults.put("journal", e.toString());
        }
    }

    /** Said once when it begins and once when it is over. */
    void faulted(String part, Optional<String> reason) {
        String before = reason.isPresent() ? faults.put(part, reason.get()) : faults.remove(part);
        if (reason.isPresent() && before == null) {
            note(new Event.RunnerFaulted(part, reason.get()));
        } else if (reason.isEmpty() && before != null) {
            note(new Event.RunnerNoted(part, "works again"));
        }
    }

    /** A sentence each. */
    List<String> faults() {
        return faults.entrySet().stream().map(fault -> fault.getKey() + ": " + fault.getValue()).toList();
    }
}
