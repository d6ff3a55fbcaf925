package dev.dpm.process.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rotation moves.
 *
 * @param dropped bytes deleted at once
 * @param pieces lengths of the new files, the oldest first
 */
record RotationPlan(long dropped, List<Long> pieces) {

    /** The number of bytes that leave the log. */
    long cut() {
        return dropped + pieces.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The plan where the head can be removed: full pieces only.
     *
     * @param unit of removal in bytes; a smaller limit counts as the unit
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
     * The plan where a file can only be emptied: all of it, shortly before it is too long.
     *
     * @param growth in bytes since the last look
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
