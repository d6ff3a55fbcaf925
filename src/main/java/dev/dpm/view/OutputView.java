package dev.dpm.view;

/**
 * Rotations of the targets' output since the runner's start, all targets together.
 *
 * @param rotations number without loss: the head of the file was removed in one step
 * @param lossyRotations number by copying and truncating, where the file system has no better way; each may have lost
 *     bytes that were written at that instant
 * @param droppedBytes bytes that were removed without being kept, because the limit on rotated files would have deleted
 *     them at once
 */
public record OutputView(long rotations, long lossyRotations, long droppedBytes) {

    /** Nothing was rotated. */
    public static final OutputView NONE = new OutputView(0, 0, 0);
}
