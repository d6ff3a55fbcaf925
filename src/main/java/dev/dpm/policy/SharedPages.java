package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.sampling.Sample;

/**
 * The memory of a process tree with each shared page counted once. The kernel walks all pages for this figure (smaps_rollup of
 * proc(5)), which takes about 11 ms of CPU for one GiB.
 *
 * @param at on the runner's monotonic clock
 * @param residentBytes the summed resident sets of the same moment
 * @param proportionalBytes the summed proportional set sizes; empty: unknown
 */
public record SharedPages(Duration at, long residentBytes, Optional<Long> proportionalBytes) {

    /**
     * The shortest time between two readings of proportional set sizes, multiplied by the number of started GiB of
     * resident memory. The readings then use at most 0.04 % of a processor.
     */
    static final Duration PAUSE = Duration.ofSeconds(30);
    /**
     * The shortest time between two readings of proportional set sizes where the resident sets have changed by more than a
     * tenth.
     */
    static final Duration PAUSE_AFTER_CHANGE = Duration.ofSeconds(10);

    private static final long GIB = 1L << 30;
    private static final int A_TENTH = 10;
    private static final int A_FIFTH = 5;

    /** The figures of a sample; empty: the sample contains no proportional set sizes. */
    static Optional<SharedPages> of(Sample sample) {
        return sample.proportionalBytes().isPresent() || sample.proportionalUnreadable()
                ? Optional.of(new SharedPages(sample.at(), sample.residentBytes(), sample.proportionalBytes()))
                : Optional.empty();
    }

    /** Whether these figures are too old to be shown to people. */
    boolean isOutdated(long residentNow, Duration now) {
        Duration pause = isAbout(residentNow) ? PAUSE : PAUSE_AFTER_CHANGE;
        return now.minus(at).compareTo(pause.multipliedBy(1 + residentNow / GIB)) >= 0;
    }

    /** Whether the resident sets have changed by at most a tenth since this reading. */
    public boolean isAbout(long residentNow) {
        return Math.abs(residentNow - residentBytes) <= residentBytes / A_TENTH;
    }

    /** The number of bytes that the resident sets count more than once; 0: unknown. */
    long countedAgain() {
        return proportionalBytes.map(bytes -> Math.max(0, residentBytes - bytes)).orElse(0L);
    }

    /**
     * Whether the two sizes of a target's memory differ by more than a fifth of the resident size, so that people see
     * both.
     */
    public static boolean isNotable(long residentBytes, long proportionalBytes) {
        return residentBytes - proportionalBytes > residentBytes / A_FIFTH;
    }
}
