package dev.dpm.view;

/**
 * Rotations of the targets' output since the runner's start, all targets together.
 *
 * @param rotations the number of rotations without loss: the head of the file was removed in one step
 * @param lossyRotations the number of rotations by copying and truncating, where the file system has no better way;
 *     each of these may have lost bytes that were written at that instant
 * @param droppedBytes the number of bytes that were removed and not kept, because the limit on rotated files would have
 *     deleted them at once
 */
public record OutputView(long rotations, long lossyRotations, long droppedBytes) {

    /** The value before any rotation. */
    public static final OutputView NONE = new OutputView(0, 0, 0);
}
