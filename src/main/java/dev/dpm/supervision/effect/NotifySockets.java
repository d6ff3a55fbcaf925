package dev.dpm.supervision.effect;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Notifications;
import dev.dpm.process.TargetName;

/** Gives a socket to each target that sends messages about its state (sd_notify(3)). Safe from any thread. */
final class NotifySockets {

    private final Notifications notifications;
    private final Set<TargetName> open = ConcurrentHashMap.newKeySet();

    NotifySockets(Notifications notifications, Consumer<Notifications.Told> listener) {
        this.notifications = notifications;
        notifications.listen(listener);
    }

    /** The order, with the address of the target's socket in its environment. */
    LaunchOrder with(TargetSpec spec, LaunchOrder order) throws LaunchFailure {
        try {
            Map<String, String> variables = new TreeMap<>(Map.of("NOTIFY_SOCKET", open(spec)));
            // WATCHDOG_PID is not set, so that any process of the target may send signs of life
            // (sd_watchdog_enabled(3))
            spec.readiness().watchdog().ifPresent(
                    silence -> variables.put("WATCHDOG_USEC",
                            Long.toString(TimeUnit.NANOSECONDS.toMicros(silence.toNanos()))));
            return order.with(variables);
        } catch (IOException refused) {
            throw new LaunchFailure("cannot launch " + spec.name() + ": its notify socket cannot be opened: "
                    + refused.getMessage(), true, refused);
        }
    }

    /**
     * Opens the socket of a target. For a target that an earlier runner launched, the address stays the same.
     *
     * @return the address of the socket
     */
    String open(TargetSpec spec) throws IOException {
        open.add(spec.name());
        return notifications.open(spec.name(), spec.user().isPresent());
    }

    /** Closes the socket of a target at rest. */
    void over(TargetName name) {
        if (open.remove(name)) {
            notifications.close(name);
        }
    }
}
