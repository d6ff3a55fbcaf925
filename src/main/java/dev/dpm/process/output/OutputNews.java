package dev.dpm.process.output;

import java.util.Optional;

/** Receives reports about the targets' output files. */
public interface OutputNews {

    /** The ways in which a rotation shortens the current output file. */
    enum Method {
        /** The head of the current output file was removed in one step, without any loss. */
        REMOVE,
        /**
         * The current output file was copied and then emptied. Bytes that the target wrote between the two steps are
         * lost.
         */
        EMPTY
    }

    /**
     * Reports that a file was rotated.
     *
     * @param dropped the number of bytes that were deleted without a copy, because the limit on rotated files would
     *     have deleted the copies at once
     */
    void rotated(String target, Method method, long dropped);

    /**
     * Reports that a rotation deleted output that was less than a minute old, although the limits allow rotated files.
     * The target writes too fast for its limits.
     *
     * @param bytes the number of deleted bytes
     * @param kept the number of bytes that the limits allow
     */
    void flooded(String target, long bytes, long kept);

    /** Reports, once, that the file system does not support a rotation without loss. */
    void emptiesOnly(String sentence);

    /** Reports, once for each file, that the file was moved or removed while a target writes to it. */
    void displaced(String target, String sentence);

    /**
     * Reports that rotation begins to fail, or fails for another file or another reason. An empty reason means that
     * rotation works again.
     */
    void troubled(Optional<String> reason);
}
