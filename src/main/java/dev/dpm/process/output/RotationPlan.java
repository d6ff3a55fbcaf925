package dev.dpm.process.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which bytes of the current output file a rotation moves into which files.
 *
 * @param dropped the number of bytes at the head that are deleted without a copy, because the limit on rotated files
 *     would delete the copies at once
 * @param pieces the lengths in bytes of the rotated files for the bytes that follow, the oldest file first
 */
record RotationPlan(long dropped, List<Long> pieces) {

    /** The number of bytes that this rotation removes from the current output file. */
    long cut() {
        return dropped + pieces.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The plan for a file whose head can be removed: only full pieces are moved, and the rest stays in the current
     * output file. If the target has written more full pieces than the limits allow, the rest is moved as well.
     * Otherwise the kernel would first have to write the remaining bytes to disk, which takes long.
     *
     * @param unit the unit in bytes in which the head can be removed; a size limit below the unit counts as the unit
     */
    static Optional<RotationPlan> removing(long size, long unit, RotationLimits limits) {
        long piece = Math.max(unit, limits.maxBytes() / unit * unit);
        long removable = Math.max(0, size - 1) / unit * unit;
        if (size <= limits.maxBytes() || removable < piece) {
            return Optional.empty();
        }
        if (removable / piece >= limits.keep()) {
            return Optional.of(equal(removable - limits.keep() * piece, limits.keep(), piece));
        }
        return Optional.of(equal(0, (int) (removable / piece), piece));
    }

    /**
     * The plan to rotate a current output file that can only be emptied: all bytes are moved, shortly before the file
     * would become too long.
     *
     * @param growth the number of bytes written since the last examination
     */
    static Optional<RotationPlan> emptying(long size, long growth, RotationLimits limits) {
        if (size == 0 || size + growth <= limits.maxBytes()) {
            return Optional.empty();
        }
        if (limits.keep() == 0) {
            return Optional.of(new RotationPlan(size, List.of()));
        }
        long pieces = Math.min(limits.keep(), (size + limits.maxBytes() - 1) / limits.maxBytes());
        long kept = Math.min(size, pieces * limits.maxBytes());
        RotationPlan most = equal(size - kept, (int) pieces - 1, kept / pieces);
        List<Long> all = new ArrayList<>(most.pieces());
        all.add(size - most.cut());
        return Optional.of(new RotationPlan(size - kept, all));
    }

    private static RotationPlan equal(long dropped, int count, long piece) {
        List<Long> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pieces.add(piece);
        }
        return new RotationPlan(dropped, List.copyOf(pieces));
    }
}
