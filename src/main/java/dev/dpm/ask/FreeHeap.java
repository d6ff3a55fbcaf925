package dev.dpm.ask;

/** The heap that this JVM has free. */
public final class FreeHeap {

    private FreeHeap() {
    }

    /** The bytes that may still be allocated without a collection. */
    static long bytes() {
        Runtime jvm = Runtime.getRuntime();
        return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    }

    /** Whether that many bytes are free, after a collection of the garbage where they are not at once. */
    public static boolean holds(long bytes) {
        if (bytes() < bytes) {
            System.gc();
        }
        return bytes() >= bytes;
    }
}
