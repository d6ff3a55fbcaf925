package dev.dpm.process.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of a memory page, the unit of many figures in {@code /proc}. */
final class PageSize {

    private static final long USUAL = 4096;
    /** The key of the page size in the auxiliary vector of a process (getauxval(3)). */
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
