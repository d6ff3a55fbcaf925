package dev.dpm.process.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size in bytes of a memory page, the unit of many figures in {@code /proc}. */
final class PageSize {

    /**
     * The memory page size in bytes that is assumed where the kernel does not report one: that of nearly every
     * machine, and of all x86-64 machines.
     */
    private static final long USUAL = 4096;
    /** The key of the page size in the auxiliary vector (getauxval(3)). */
    private static final long AT_PAGESZ = 6;

    static final long BYTES = ofThisMachine();

    private PageSize() {
    }

    private static long ofThisMachine() {
        try {
            return in(Files.readAllBytes(Path.of("/proc/self/auxv")));
        } catch (IOException unreadable) {
            return USUAL;
        }
    }

    /**
     * Finds the page size in bytes in the auxiliary vector: pairs of numbers, key and value, that the kernel gives to
     * each program (proc_pid_auxv(5)).
     */
    static long in(byte[] vector) {
        ByteBuffer pairs = ByteBuffer.wrap(vector).order(ByteOrder.nativeOrder());
        while (pairs.remaining() >= 2 * Long.BYTES) {
            long key = pairs.getLong();
            long value = pairs.getLong();
            if (key == AT_PAGESZ && value > 0) {
                return value;
            }
        }
        return USUAL;
    }
}
