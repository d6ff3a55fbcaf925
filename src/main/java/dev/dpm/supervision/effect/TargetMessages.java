package dev.dpm.supervision.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.process.Expression;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Notification;
import dev.dpm.process.Notifications;
import dev.dpm.process.TargetName;
import dev.dpm.process.output.LineSearch;

/**
 * Receives what targets report about their state: messages to a socket (sd_notify(3)), or a line of output that shows
 * readiness. Used on any thread.
 */
final class TargetMessages {

    private final Supplier<Notifications> notifications;
    private final Ports.OutputFiles files;
    private final EffectResults results;
    private final EffectFaults faults;
    private final LastOutputLines lastLines;
    private final ExitWatches watches;
    private final Map<Incarnation, LineSearch> searches = new ConcurrentHashMap<>();
    private NotifySockets sockets;

    TargetMessages(Ports ports, EffectResults results, EffectFaults faults, LastOutputLines lastLines,
            ExitWatches watches) {
        this.notifications = ports.notifications();
        this.files = ports.outputFile();
        this.results = results;
        this.faults = faults;
        this.lastLines = lastLines;
        this.watches = watches;
    }

    /** Adds the address of the target's message socket to its environment. */
    LaunchOrder withSocket(TargetSpec spec, LaunchOrder order) throws LaunchFailure {
        return spec.readiness().hasSocket() ? sockets().with(spec, order) : order;
    }

    /** Opens the socket of a target that an earlier runner launched, under its old address. */
    void reopen(TargetSpec spec) {
        if (!spec.readiness().hasSocket() || spec.attach().isPresent()) {
            return;
        }
        try {
            sockets().open(spec);
            faults.tell(part(spec), Optional.empty());
        } catch (IOException refused) {
            faults.tell(part(spec), Optional.of("its notify socket cannot be opened: " + refused.getMessage()));
        }
    }

    private synchronized NotifySockets sockets() {
        if (sockets == null) {
            sockets = new NotifySockets(notifications.get(), this::told);
        }
        return sockets;
    }

    private void told(Notifications.Received told) {
        results.notified(told.life(), told.what());
        told.main().ifPresent(main -> watches.named(told.life(), main));
    }

    /** Searches a target's output for the line that shows that the target is ready. */
    void lookAtOutput(TargetSpec spec, Incarnation life, Expression wanted) {
        searches.keySet().removeIf(old -> old.target().equals(life.target()) && !old.equals(life));
        LineSearch search = searches.computeIfAbsent(life, unknown -> searchOf(spec, life, wanted));
        try {
            if (search.isFound()) {
                results.notified(life, Notification.READY);
            }
            faults.tell(part(spec), Optional.empty());
        } catch (IOException unread) {
            faults.tell(part(spec), Optional.of("its output cannot be read: " + unread));
        }
    }

    private LineSearch searchOf(TargetSpec spec, Incarnation life, Expression wanted) {
        Path file = files.written(spec);
        return new LineSearch(file, lastLines.beginOf(life, file), wanted);
    }

    private static AffectedComponent part(TargetSpec spec) {
        return AffectedComponent.of(Component.MESSAGES_OF, spec.name());
    }

    void forget(TargetName name) {
        searches.keySet().removeIf(life -> life.target().equals(name));
        closeSocket(name);
    }

    private synchronized void closeSocket(TargetName name) {
        if (sockets != null) {
            sockets.over(name);
        }
    }

    /** Opens a socket for each target that sends messages about its state (sd_notify(3)). Used on any thread. */
    private static final class NotifySockets {

        private final Notifications notifications;
        private final Set<TargetName> open = ConcurrentHashMap.newKeySet();

        NotifySockets(Notifications notifications, Consumer<Notifications.Received> listener) {
            this.notifications = notifications;
            notifications.listen(listener);
        }

        LaunchOrder with(TargetSpec spec, LaunchOrder order) throws LaunchFailure {
            try {
                Map<String, String> variables = new TreeMap<>(Map.of("NOTIFY_SOCKET", open(spec)));
                // WATCHDOG_PID is not set, so that any process of the target may send signs of life (sd_watchdog_enabled(3))
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
         * Opens the socket of a target, under its old address if an earlier runner launched the target.
         *
         * @return the address
         */
        String open(TargetSpec spec) throws IOException {
            open.add(spec.name());
            return notifications.open(spec.name(), spec.user().isPresent());
        }

        void over(TargetName name) {
            if (open.remove(name)) {
                notifications.close(name);
            }
        }
    }
}
