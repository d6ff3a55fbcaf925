package dev.dpm.view;

/**
 * How often the files with the targets' output were rotated since the runner started; all targets together.
 *
 * @param rotations number of rotations without loss: the file system removed the head of the file in one step
 * @param lossyRotations number of rotations by copying and truncating, for file systems that cannot remove the head of
 *     a file; bytes that were written in that instant may be lost
 * @param droppedBytes number of bytes that were deleted without being stored in a rotated file, because the limit on
 *     rotated files would have deleted them at once
 */
public record OutputView(long rotations, long lossyRotations, long droppedBytes) {

    /** The counters of a target whose output files the runner has not rotated yet. */
    public static final OutputView NONE = new OutputView(0, 0, 0);
}
