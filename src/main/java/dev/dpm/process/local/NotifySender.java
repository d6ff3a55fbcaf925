package dev.dpm.process.local;

import java.util.Optional;

import dev.dpm.process.Cookie;
import dev.dpm.process.Incarnation;

/**
 * Finds the launch to which the sender of a message belongs: the launch of the sender itself, or else of its nearest
 * ancestor whose launch is known or is named by the variable {@code _DPM_COOKIE}.
 */
final class NotifySender {

    /** The largest number of ancestors of a sender that are examined. Process trees of services are not as deep. */
    private static final int MOST_ANCESTORS = 64;
    private static final long INIT = 1;

    private final String homeKey;
    private final KnownMembers knownMembers;
    private final ProcFiles proc;
    private final long self;

    NotifySender(String homeKey, KnownMembers knownMembers, ProcFiles proc, long self) {
        this.homeKey = homeKey;
        this.knownMembers = knownMembers;
        this.proc = proc;
        this.self = self;
    }

    /** The launch to which a process belongs; empty if it belongs to none, or was reaped already. */
    Optional<Incarnation> lifeOf(long pid) {
        long at = pid;
        for (int looks = 0; at > INIT && at != self && looks < MOST_ANCESTORS; looks++) {
            Optional<ProcStat> stat = proc.stat(at);
            if (stat.isEmpty()) {
                return Optional.empty();
            }
            // if the sender is a zombie already, its environment cannot be read, but its parent is known
            Optional<Incarnation> own = stat.map(proc::identity).flatMap(knownMembers::holder)
                    .or(() -> cookie(stat.get()));
            if (own.isPresent()) {
                return own;
            }
            at = stat.get().parent();
        }
        return Optional.empty();
    }

    private Optional<Incarnation> cookie(ProcStat process) {
        return Cookie.in(proc.environ(process.pid())).filter(cookie -> cookie.homeKey().equals(homeKey))
                .map(Cookie::incarnation);
    }
}
