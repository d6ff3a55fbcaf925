package dev.dpm.app;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Adds up the bytes of one target's output that were deleted because the target writes faster than the size limits allow. Such
 * a flood causes one event when it begins, and one every ten minutes while it lasts.
 */
final class Flood {

    static final Duration BETWEEN = Duration.ofMinutes(10);

    private long bytes;
    private long toldAt;
    private boolean wasTold;

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
