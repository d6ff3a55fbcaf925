package dev.dpm.view;

/**
 * Rotations of the targets' output files since the runner's start.
 * @param rotations the number of rotations without loss
 * @param lossyRotations the number of rotations by copying and truncating, which may lose output
 * @param droppedBytes the number of bytes that were deleted instead of rotated
 */
public record OutputView(long rotations, long lossyRotations, long droppedBytes) {

    /** The counters of a runner that has not rotated an output file yet. */
    public static final OutputView NONE = new OutputView(0, 0, 0);
}
