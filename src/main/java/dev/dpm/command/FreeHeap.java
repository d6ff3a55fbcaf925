package dev.dpm.command;

import java.util.function.LongSupplier;

/** Measures the free heap of this JVM. */
public final class FreeHeap {

    private FreeHeap() {
    }

    /**
     * Whether at least {@code bytes} bytes of heap are free. If they are not, the method runs a garbage collection and
     * measures again.
     */
    public static boolean holds(long bytes) {
        return holds(bytes, FreeHeap::now, System::gc);
    }

    static boolean holds(long bytes, LongSupplier free, Runnable collect) {
        if (free.getAsLong() < bytes) {
            collect.run();
        }
        return free.getAsLong() >= bytes;
    }

    /** The bytes of heap that the JVM can still allocate without a garbage collection. */
    private static long now() {
        Runtime jvm = Runtime.getRuntime();
        return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    }
}
