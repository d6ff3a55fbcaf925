package dev.dpm.process.output;

import java.util.Optional;

/** Receives news about the targets' output files. */
public interface OutputNews {

    /** The ways in which a file is shortened. */
    enum Method {
        /** The head was removed in one step, without any loss. */
        REMOVE,
        /** The file was copied and then emptied; bytes that were written between the two steps are lost. */
        EMPTY
    }

    /**
     * A file was rotated.
     *
     * @param dropped the number of bytes that were not kept, because the limit on rotated files would have deleted them
     * at once
     */
    void rotated(String target, Method method, long dropped);

    /**
     * A rotation deleted output that was less than a minute old, although the limits keep rotated files: the target
     * writes faster than they are made for.
     *
     * @param bytes the number of these bytes
     * @param kept the number of bytes that the limits keep
     */
    void flooded(String target, long bytes, long kept);

    /** The file system has no way to rotate without loss; reported once. */
    void emptiesOnly(String sentence);

    /** A target's file was moved or removed while the target writes to it; reported once for each file. */
    void displaced(String target, String sentence);

    /** Rotation begins to fail, or fails for another file or reason; an empty reason: rotation works again. */
    void troubled(Optional<String> reason);
}
