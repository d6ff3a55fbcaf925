package dev.dpm.api;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.dpm.view.Access;

/** The sessions of logged-in browsers. They are in memory only. */
@Singleton
public class ConsoleSessions {

    static final String COOKIE = "dpm_session_";
    static final int MOST = 64;
    static final Duration IDLE = Duration.ofHours(12);

    private record UsedSession(Session session, long at) {
    }

    private final Map<String, UsedSession> byId = new ConcurrentHashMap<>();
    private final String cookie;
    private final LongSupplier nanoTime;

    @Inject
    public ConsoleSessions(Access access) {
        this(access, System::nanoTime);
    }

    ConsoleSessions(Access access, LongSupplier nanoTime) {
        this.cookie = COOKIE + access.instance();
        this.nanoTime = nanoTime;
    }

    /**
     * The name of the session cookie. It is different for each runner, since a browser sends a cookie to all ports of a host.
     */
    public String cookie() {
        return cookie;
    }

    /** Removes the sessions that were not used for 12 hours. */
    void forgetOver() {
        byId.values().removeIf(this::isOver);
    }

    /** The number of sessions in memory, including expired ones. */
    int kept() {
        return byId.size();
    }

    /** Opens a session. If there are more than 64, the one that was unused for longest is removed. */
    public Session open() {
        forgetOver();
        if (byId.size() >= MOST) {
            long now = nanoTime.getAsLong();
            byId.entrySet().stream()
                    .max(Comparator.comparingLong((Map.Entry<String, UsedSession> seen) -> now - seen.getValue().at()))
                    .ifPresent(longest -> byId.remove(longest.getKey()));
        }
        Session session = new Session();
        byId.put(session.id(), new UsedSession(session, nanoTime.getAsLong()));
        return session;
    }

    /** The session with this cookie. Empty: the session is unknown or expired. The call counts as a use of the session. */
    public Optional<Session> find(String id) {
        if (id == null) {
            return Optional.empty();
        }
        UsedSession seen = byId.computeIfPresent(id,
                (key, before) -> isOver(before) ? null : new UsedSession(before.session(), nanoTime.getAsLong()));
        return Optional.ofNullable(seen).map(UsedSession::session);
    }

    /** Whether a session is neither closed nor expired. The call counts as a use of the session. */
    boolean isOpen(Session session) {
        return find(session.id()).isPresent();
    }

    public void close(Session session) {
        byId.remove(session.id());
    }

    private boolean isOver(UsedSession seen) {
        return nanoTime.getAsLong() - seen.at() > IDLE.toNanos();
    }
}
