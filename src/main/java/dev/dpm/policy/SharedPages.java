package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.sampling.Sample;

/**
 * What a tree's memory came to when each shared page counted once, at the newest look that read it. To read it
 * (smaps_rollup of proc(5)) the kernel walks all pages, about 11 ms of CPU for one GiB: it is read rarely.
 *
 * @param at when, on the runner's monotonic clock
 * @param residentBytes the summed resident sets of the same moment
 * @param proportionalBytes the summed proportional set sizes; empty: that of one process cannot be read
 */
public record SharedPages(Duration at, long residentBytes, Optional<Long> proportionalBytes) {

    /** Between two readings, for each GiB of resident sets that is begun: 0.04 % of a processor at most. */
    static final Duration PAUSE = Duration.ofSeconds(30);
    /** The same, where resident sets have moved so far that the reading says nothing of them any more. */
    static final Duration PAUSE_OF_THE_MOVED = Duration.ofSeconds(10);

    private static final long GIB = 1L << 30;
    private static final int A_TENTH = 10;
    private static final int A_FIFTH = 5;

    /** What a look found; empty: it did not ask. */
    static Optional<SharedPages> of(Sample sample) {
        return sample.proportionalBytes().isPresent() || sample.proportionalUnreadable()
                ? Optional.of(new SharedPages(sample.at(), sample.residentBytes(), sample.proportionalBytes()))
                : Optional.empty();
    }

    /** Whether it is time to read anew, for nothing but to be shown. */
    boolean isOutdated(long residentNow, Duration now) {
        Duration pause = isAbout(residentNow) ? PAUSE : PAUSE_OF_THE_MOVED;
        return now.minus(at).compareTo(pause.multipliedBy(1 + residentNow / GIB)) >= 0;
    }

    /** Whether resident sets are about what they were when it was read. */
    public boolean isAbout(long residentNow) {
        return Math.abs(residentNow - residentBytes) <= residentBytes / A_TENTH;
    }

    /** Bytes that the resident sets count more than once; 0 where nobody can tell. */
    long countedAgain() {
        return proportionalBytes.map(bytes -> Math.max(0, residentBytes - bytes)).orElse(0L);
    }

    /** Whether two sizes differ so much that a person has to see both: by more than a fifth of the resident one. */
    public static boolean isTold(long residentBytes, long proportionalBytes) {
        return residentBytes - proportionalBytes > residentBytes / A_FIFTH;
    }
}
