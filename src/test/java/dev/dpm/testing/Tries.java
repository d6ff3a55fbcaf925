package dev.dpm.testing;

import java.util.Random;

/**
 * Runs a test many times, each time with other values. The seed is new in each JVM and the same for all tests in it, so that
 * a rerun of a failed test fails again; {@code -Ddpm.seed=N} repeats a run.
 */
public final class Tries {

    private static final long SEED = Long.getLong("dpm.seed", new Random().nextLong());
    private static final int MOST_TOLD = 4_000;

    private final int count;

    private Tries(int count) {
        this.count = count;
    }

    /** The property that must hold for any values. */
    public interface Promise {
        void holdsFor(Any any) throws Exception;
    }

    public static Tries of(int count) {
        return new Tries(count);
    }

    /** The first try whose values break the promise ends the test, with those values and the seed in its message. */
    public void check(Promise promise) {
        for (int number = 1; number <= count; number++) {
            // neighbouring seeds give neighbouring first values: spread them
            Any any = new Any((SEED + number) * 0x9E3779B97F4A7C15L, number);
            try {
                promise.holdsFor(any);
            } catch (Exception | AssertionError broken) {
                throw new AssertionError(String.format("try %d of %d (-Ddpm.seed=%d repeats it) with %s: %s", number,
                        count, SEED, cut(any.toString()), broken), broken);
            }
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_TOLD ? text : text.substring(0, MOST_TOLD) + " …";
    }
}
