package dev.dpm.app;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Adds up the young output of one target that was deleted, so that a flood makes one event when it begins and one every
 * ten minutes while it lasts.
 */
final class Flood {

    static final Duration BETWEEN = Duration.ofMinutes(10);

    private long bytes;
    private long toldAt;
    private boolean wasTold;

    /**
     * Adds bytes.
     *
     * @param now nanoseconds on a monotonic clock
     * @return the sum to tell; empty: the last event is less than ten minutes old
     */
    OptionalLong add(long more, long now) {
        bytes += more;
        if (wasTold && now - toldAt < BETWEEN.toNanos()) {
            return OptionalLong.empty();
        }
        long sum = bytes;
        bytes = 0;
        toldAt = now;
        wasTold = true;
        return OptionalLong.of(sum);
    }
}
