package dev.dpm.operator.reconcile;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides when the operator examines each Supervision: about a second after a change, later if an examination failed, and
 * every {@link #RESYNC} in any case. All times are nanoseconds of a monotonic clock. Not thread-safe.
 */
public final class DueList {

    /** The shortest time between two examinations of the same Supervision. */
    static final Duration GAP = Duration.ofSeconds(1);
    /** The time between two examinations of a Supervision that does not change. */
    static final Duration RESYNC = Duration.ofMinutes(5);
    static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    /** The time until the next examination of a Supervision whose last examination left something to write. */
    static final Duration REST = Duration.ofSeconds(20);

    private static final class Entry {
        private long due;
        private long looked;
        private boolean isLookedAt;
        private boolean isMarked;
        private int failures;
    }

    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * Records that a Supervision has changed, so that it is examined soon. If its last examination failed, the time of
     * the next one stays the same.
     */
    public void mark(String key, long now) {
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = new Entry();
            entry.due = now;
            entries.put(key, entry);
        }
        entry.isMarked = true;
        if (entry.failures == 0) {
            entry.due = earlier(entry.due, soonest(entry, now), now);
        }
    }

    /**
     * Makes these Supervisions due for an examination at once, and forgets all earlier times. The operator calls this
     * method when this replica becomes the leader.
     */
    public void restart(Iterable<String> keys, long now) {
        entries.clear();
        keys.forEach(key -> mark(key, now));
    }

    /** Removes a Supervision from this list, since it was deleted in the cluster. */
    public void forget(String key) {
        entries.remove(key);
    }

    /**
     * Returns the Supervision whose examination is the most overdue; empty if none is due. The caller examines it and
     * then calls {@link #succeeded} or {@link #failed}.
     */
    public Optional<String> next(long now) {
        Optional<String> key = entries.entrySet().stream().filter(each -> each.getValue().due - now <= 0)
                .min(Comparator.comparingLong(each -> each.getValue().due - now)).map(Map.Entry::getKey);
        key.map(entries::get).ifPresent(entry -> {
            entry.isMarked = false;
            entry.isLookedAt = true;
            entry.looked = now;
            // if the caller never reports a result of this examination, the next one is due at this time
            entry.due = now + RESYNC.toNanos();
        });
        return key;
    }

    /**
     * Records that the examination of a Supervision succeeded.
     *
     * @param isRestLeft whether the examination could not write everything at once, so that the rest must follow after
     *     {@link #REST}
     */
    public void succeeded(String key, boolean isRestLeft, long now) {
        Optional.ofNullable(entries.get(key)).ifPresent(entry -> {
            entry.failures = 0;
            entry.due = now + (isRestLeft ? REST : RESYNC).toNanos();
            if (entry.isMarked) {
                entry.due = earlier(entry.due, soonest(entry, now), now);
            }
        });
    }

    /**
     * Records that the examination of a Supervision failed. The time until the next attempt doubles with each failure, up
     * to a minute.
     */
    public void failed(String key, long now) {
        Optional.ofNullable(entries.get(key)).ifPresent(entry -> {
            long pause = FIRST_RETRY.toNanos() << Math.min(entry.failures, Long.SIZE / 8);
            entry.failures++;
            entry.due = now + Math.min(pause, LONGEST_RETRY.toNanos());
        });
    }

    /** The time from now until any Supervision must be examined, at most {@code most}. */
    public Duration untilNext(long now, Duration most) {
        return entries.values().stream().map(entry -> Duration.ofNanos(Math.max(0, entry.due - now)))
                .min(Comparator.naturalOrder()).filter(time -> time.compareTo(most) < 0).orElse(most);
    }

    private static long soonest(Entry entry, long now) {
        return entry.isLookedAt ? now + Math.max(0, entry.looked + GAP.toNanos() - now) : now;
    }

    /**
     * The earlier of two times of the monotonic clock. The times are compared by their distance from now, since the
     * clock's number of nanoseconds may overflow.
     */
    private static long earlier(long one, long other, long now) {
        return now + Math.min(one - now, other - now);
    }
}
