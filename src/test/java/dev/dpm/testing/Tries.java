package dev.dpm.testing;

import java.util.Random;

/**
 * Runs a test many times, each time with other random values. All values follow from one seed. The seed is fixed, so that a
 * build that has passed passes again. {@code -Ddpm.seed=new} draws another seed for the JVM, as the slow tests do, and {@code
 * -Ddpm.seed=N} repeats a run.
 */
public final class Tries {

    private static final long SEED = seed(System.getProperty("dpm.seed", "20261130"));
    private static final int MOST_TOLD = 4_000;

    private final int count;

    /** The seed of all random values in this JVM. */
    public static long seed() {
        return SEED;
    }

    /** The seed in a system property: a number, or {@code new} for a random seed. */
    static long seed(String property) {
        return property.equals("new") ? new Random().nextLong() : Long.parseLong(property);
    }

    private Tries(int count) {
        this.count = count;
    }

    /** A property of the tested code that must hold for any values. */
    public interface Promise {
        void holdsFor(Any any) throws Exception;
    }

    public static Tries of(int count) {
        return new Tries(count);
    }

    /** Tests the property with many values. The first failure ends the test. Its message contains the values and the seed. */
    public void check(Promise promise) {
        for (int number = 1; number <= count; number++) {
            // multiplied to spread the seeds, since neighbouring seeds give neighbouring first values
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
