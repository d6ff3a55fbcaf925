package dev.dpm.process.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which bytes a rotation removes from the beginning of a log.
 *
 * @param dropped the number of bytes that are deleted without a copy
 * @param pieces the lengths of the new rotated files in bytes, the oldest first
 */
record RotationPlan(long dropped, List<Long> pieces) {

    long cut() {
        return dropped + pieces.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The plan if the head of the log can be removed. All new files have their full length.
     *
     * @param size the length of the log in bytes
     * @param unit the unit of {@link HeadRemoval#unit} in bytes; if the limit on the length is smaller, the unit is used
     *     instead
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
     * The plan if the log can only be emptied as a whole. This happens shortly before the log is too long.
     *
     * @param size the length of the log in bytes
     * @param growth how much the log has grown since the last examination, in bytes
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
