package dev.dpm.process.output;

import java.util.Optional;

/** Receives reports about the output files of targets. */
public interface OutputNews {

    /** The ways in which a rotation shortens a file. */
    enum Method {
        /** The head of the file was removed. No output is lost. */
        REMOVE,
        /** The file was copied and then emptied. Bytes that the target wrote between these two steps are lost. */
        EMPTY
    }

    /**
     * Reports that the log of a target was rotated.
     *
     * @param dropped the number of bytes that were deleted without being copied to a rotated file
     */
    void rotated(String target, Method method, long dropped);

    /**
     * Reports that output less than a minute old was deleted, since the target writes more than the limits allow.
     *
     * @param bytes the number of deleted bytes
     * @param kept the number of bytes that the limits allow to keep
     */
    void flooded(String target, long bytes, long kept);

    /** Reports once that the file system does not allow a rotation without any loss of output. */
    void emptiesOnly(String sentence);

    /** Reports once that the log of a target was moved or removed while the target writes to it. */
    void displaced(String target, String sentence);

    /** Reports why rotating fails; an empty reason means that it works again. */
    void troubled(Optional<String> reason);
}
