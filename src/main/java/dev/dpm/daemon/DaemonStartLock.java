package dev.dpm.daemon;

import java.time.Duration;
import java.util.Optional;

/**
 * Lets only one client at a time start the daemon of a home folder. Otherwise twenty clients at boot would start twenty JVMs, of
 * which nineteen fail.
 */
final class DaemonStartLock {

    private final RuntimeDirectory home;
    private final Duration patience;
    private Optional<HangDetector> signs = Optional.empty();
    private boolean isOurs;
    private boolean waited;

    /**
     * @param patience how long a start by another client may show no sign of work
     */
    DaemonStartLock(RuntimeDirectory home, Duration patience) {
        this.home = home;
        this.patience = patience;
    }

    /**
     * Tries to become the client that starts the daemon.
     *
     * @return a lock to close afterwards; empty: another client is starting the daemon, or hangs
     */
    Optional<DaemonLock> take() throws HomeFault {
        Optional<DaemonLock> lock = DaemonLock.acquire(home.launchLockFile());
        isOurs = lock.isPresent() || isStuck();
        waited |= !isOurs;
        return lock;
    }

    /**
     * Whether the client that is starting the daemon hangs. As long as its daemon shows signs of work, the client does not
     * count as hanging.
     */
    private boolean isStuck() {
        signs = DaemonLock.holder(home).or(() -> DaemonLock.holder(home.launchLockFile()))
                .flatMap(ProcFs.system()::identify)
                .map(process -> signs.filter(known -> known.process().equals(process))
                        .orElseGet(() -> new HangDetector(process)));
        signs.ifPresent(HangDetector::look);
        return signs.filter(known -> known.quietFor().compareTo(patience) > 0).isPresent();
    }

    boolean isOurs() {
        return isOurs;
    }

    boolean hasWaited() {
        return waited;
    }
}
