package dev.dpm.operator.reconcile;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Supervisions that the operator must examine, and the time for each: soon after a change, later after a failure,
 * and from time to time without a reason. Times are nanoseconds of one monotonic clock. Not for use by two threads at
 * once.
 */
public final class DueList {

    /**
     * The shortest time between two examinations of the same Supervision, so that a rollout of many pods leads to few
     * writes of its status.
     */
    static final Duration GAP = Duration.ofSeconds(1);
    /**
     * The time after which a Supervision is examined without a reason, which repairs the effects of a lost
     * notification.
     */
    static final Duration RESYNC = Duration.ofMinutes(5);
    static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    /**
     * The time until the next examination of a Supervision after one that left work behind, such as more Events than
     * may be written at once.
     */
    static final Duration REST = Duration.ofSeconds(20);

    /**
     * One Supervision; {@code isMarked} says that a change happened since the last examination of the Supervision
     * began.
     */
    private static final class Entry {
        private long due;
        private long looked;
        private boolean isLookedAt;
        private boolean isMarked;
        private int failures;
    }

    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * Records a change that concerns a Supervision, which is then examined soon. After failed examinations, the
     * Supervision still waits for the time of its next attempt.
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
     * Makes every Supervision due at once, whatever the result of its last examination. The operator calls this when it
     * begins to lead.
     */
    public void restart(Iterable<String> keys, long now) {
        entries.clear();
        keys.forEach(key -> mark(key, now));
    }

    /** Removes a Supervision that was deleted. */
    public void forget(String key) {
        entries.remove(key);
    }

    /** The Supervision that has been due the longest; the caller examines it now and reports the result. */
    public Optional<String> next(long now) {
        Optional<String> key = entries.entrySet().stream().filter(each -> each.getValue().due - now <= 0)
                .min(Comparator.comparingLong(each -> each.getValue().due - now)).map(Map.Entry::getKey);
        key.map(entries::get).ifPresent(entry -> {
            entry.isMarked = false;
            entry.isLookedAt = true;
            entry.looked = now;
            // this is the next time, unless the caller reports the result before
            entry.due = now + RESYNC.toNanos();
        });
        return key;
    }

    /** Records that the examination of a Supervision succeeded. */
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
     * Records that an examination failed; the pause before the next one doubles with each failure in a row, up to a
     * minute.
     */
    public void failed(String key, long now) {
        Optional.ofNullable(entries.get(key)).ifPresent(entry -> {
            long pause = FIRST_RETRY.toNanos() << Math.min(entry.failures, Long.SIZE / 8);
            entry.failures++;
            entry.due = now + Math.min(pause, LONGEST_RETRY.toNanos());
        });
    }

    /** The time until the next examination is due, at most {@code most}. */
    public Duration untilNext(long now, Duration most) {
        return entries.values().stream().map(entry -> Duration.ofNanos(Math.max(0, entry.due - now)))
                .min(Comparator.naturalOrder()).filter(time -> time.compareTo(most) < 0).orElse(most);
    }

    private static long soonest(Entry entry, long now) {
        return entry.isLookedAt ? now + Math.max(0, entry.looked + GAP.toNanos() - now) : now;
    }

    /**
     * The earlier of two moments. They are compared by their distance from now, since a monotonic clock may pass its
     * highest value.
     */
    private static long earlier(long one, long other, long now) {
        return now + Math.min(one - now, other - now);
    }
}
