package dev.dpm.daemon;

import java.time.Duration;
import java.util.Optional;

/**
 * Lets one client at a time launch the daemon of a home. Twenty clients that a machine's boot starts at once would else
 * launch twenty JVMs, each with a copy of the jar, of which nineteen find the home taken.
 */
final class LaunchTurn {

    private final RuntimeDirectory home;
    private final Duration patience;
    private Optional<SignsOfLife> signs = Optional.empty();
    private boolean isOurs;
    private boolean waited;

    /** @param patience how long another client may have the turn without a sign of work */
    LaunchTurn(RuntimeDirectory home, Duration patience) {
        this.home = home;
        this.patience = patience;
    }

    /**
     * @return to be closed afterwards; empty where another client has the turn; one that has stopped working is passed
     *     by
     */
    Optional<DaemonLock> take() throws HomeFault {
        Optional<DaemonLock> lock = DaemonLock.acquire(home.launchLockFile());
        isOurs = lock.isPresent() || isStuck();
        waited |= !isOurs;
        return lock;
    }

    /**
     * Whether the client that has the turn hangs. A client mostly waits for its daemon, so the daemon's work counts as
     * well.
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
