package dev.dpm.view;

/**
 * How the targets' output was kept within its limits since the runner's start, all targets together.
 *
 * @param rotations that lost nothing: the head of the file was removed in one step
 * @param lossyRotations by copying and truncating, where the file system has no better way; each may have lost what was
 *        written in that instant
 * @param droppedBytes removed without being kept, because the number of rotated files would have deleted them at once
 */
public record OutputView(long rotations, long lossyRotations, long droppedBytes) {

    /** Nothing was rotated. */
    public static final OutputView NONE = new OutputView(0, 0, 0);
}
