package dev.dpm.testing;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.dpm.process.Incarnation;
import dev.dpm.process.Notification;
import dev.dpm.process.Notifications;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;

/** Sockets for messages of sd_notify(3), through which the test sends messages in the name of targets. */
public final class FakeNotifications implements Notifications {

    public final Set<TargetName> open = ConcurrentHashMap.newKeySet();
    public volatile boolean wasMade;
    private volatile Consumer<Received> listener = told -> {
    };

    /**
     * Returns this object in place of the sockets that the runner creates when a target first needs them. The test sees
     * that they were created.
     */
    public Notifications made() {
        wasMade = true;
        return this;
    }

    public void tells(TargetName target, long incarnation, String message, ProcessIdentity... main) {
        listener.accept(new Received(new Incarnation(target, incarnation), Notification.parse(message),
                main.length == 0 ? Optional.empty() : Optional.of(main[0])));
    }

    @Override
    public void listen(Consumer<Received> to) {
        this.listener = to;
    }

    @Override
    public String open(TargetName target, boolean isOtherUsers) {
        open.add(target);
        return "/notify/" + target;
    }

    @Override
    public void close(TargetName target) {
        open.remove(target);
    }
}
