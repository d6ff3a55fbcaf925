package dev.dpm.view;

/**
 * Rotations of all output since the runner's start.
 *
 * @param rotations without loss
 * @param lossyRotations by copying and truncating
 * @param droppedBytes deleted at once
 */
public record OutputView(long rotations, long lossyRotations, long droppedBytes) {

    /** The counters of a target whose output files the runner has not rotated yet. */
    public static final OutputView NONE = new OutputView(0, 0, 0);
}
