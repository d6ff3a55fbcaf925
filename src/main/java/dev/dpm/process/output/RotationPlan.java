package dev.dpm.process.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells which bytes of the live file a rotation moves into which files.
 *
 * @param dropped bytes at the head that are not copied, because the limit on rotated files would delete them at once
 * @param pieces lengths of the rotated files for the following bytes, oldest first
 */
record RotationPlan(long dropped, List<Long> pieces) {

    /** The number of bytes that the rotation removes from the live file. */
    long cut() {
        return dropped + pieces.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The plan for a file whose head can be removed: only full pieces are moved, and the rest stays in the live file.
     * When the target has written more full pieces than the limits allow, its newest bytes are moved as well. Bytes
     * that stay in the file would have to be written to disk before the head can be removed, which takes long.
     *
     * @param unit bytes that can be removed at a time; a size limit below the unit counts as the unit
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
     * The plan for a file that can only be emptied: all bytes are moved, a little before the file is too long.
     *
     * @param growth bytes written since the last examination
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
