package dev.dpm.testing;

import java.util.Random;

/**
 * Runs a test many times, each time with other values. All values follow from one seed. The seed is fixed, so that a build
 * that passed passes again; {@code -Ddpm.seed=new} draws another seed for the JVM, as the slow tests do, and {@code
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

    /** The seed that a property names: a number, or {@code new} for one that nobody has tried. */
    static long seed(String property) {
        return property.equals("new") ? new Random().nextLong() : Long.parseLong(property);
    }

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
