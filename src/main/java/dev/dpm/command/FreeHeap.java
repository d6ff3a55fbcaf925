package dev.dpm.command;

import java.util.function.LongSupplier;

public final class FreeHeap {

    private FreeHeap() {
    }

    /** Whether so many bytes of the heap are free. If they are not, a garbage collection is run first. */
    public static boolean holds(long bytes) {
        return holds(bytes, FreeHeap::now, System::gc);
    }

    static boolean holds(long bytes, LongSupplier free, Runnable collect) {
        if (free.getAsLong() < bytes) {
            collect.run();
        }
        return free.getAsLong() >= bytes;
    }

    private static long now() {
        Runtime jvm = Runtime.getRuntime();
        return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    }
}
