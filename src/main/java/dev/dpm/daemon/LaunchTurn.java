package dev.dpm.daemon;

import java.time.Duration;
import java.util.Optional;

/**
 * Ensures that only one client at a time starts the daemon of a home folder. Otherwise twenty clients that start
 * together at boot would start twenty JVMs, each with a copy of the jar. Nineteen of the JVMs would end because the
 * home folder is locked.
 */
final class LaunchTurn {

    private final RuntimeDirectory home;
    private final Duration patience;
    private Optional<SignsOfLife> signs = Optional.empty();
    private boolean isOurs;
    private boolean waited;

    /**
     * Makes the object by which one client waits for its turn to start the daemon.
     *
     * @param patience how long another client's start may be without a sign of work
     */
    LaunchTurn(RuntimeDirectory home, Duration patience) {
        this.home = home;
        this.patience = patience;
    }

    /**
     * Tries to become the client that starts the daemon.
     *
     * @return a lock to be closed afterwards; empty if another client is starting the daemon, or if the other client
     * hangs, so that waiting for it is useless
     */
    Optional<DaemonLock> take() throws HomeFault {
        Optional<DaemonLock> lock = DaemonLock.acquire(home.launchLockFile());
        isOurs = lock.isPresent() || isStuck();
        waited |= !isOurs;
        return lock;
    }

    /**
     * Whether the client that is starting the daemon hangs. That client waits for its daemon nearly all the time, so
     * the client counts as working as long as its daemon works.
     */
    private boolean isStuck() {
        signs = DaemonLock.holder(home).or(() -> DaemonLock.holder(home.launchLockFile()))
                .flatMap(ProcFs.system()::identify)
                .map(process -> signs.filter(known -> known.process().equals(process))
                        .orElseGet(() -> new SignsOfLife(process)));
        signs.ifPresent(SignsOfLife::look);
        return signs.filter(known -> known.quietFor().compareTo(patience) > 0).isPresent();
    }

    boolean isOurs() {
        return isOurs;
    }

    boolean hasWaited() {
        return waited;
    }
}
