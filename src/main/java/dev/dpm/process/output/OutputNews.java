package dev.dpm.process.output;

import java.util.Optional;

/** Receives reports about the targets' output files. */
public interface OutputNews {

    /** The ways in which a rotation shortens a file. */
    enum Method {
        /** The head was removed, without any loss. */
        REMOVE,
        /** The file was copied and emptied. Bytes between the two steps are lost. */
        EMPTY
    }

    /**
     * A file was rotated.
     *
     * @param dropped bytes that were deleted at once
     */
    void rotated(String target, Method method, long dropped);

    /**
     * Output less than a minute old was deleted, since the target writes too fast.
     *
     * @param bytes deleted
     * @param kept allowed by the limits
     */
    void flooded(String target, long bytes, long kept);

    /** The file system cannot rotate without loss; reported once. */
    void emptiesOnly(String sentence);

    /** A file was moved or removed while a target writes to it; reported once. */
    void displaced(String target, String sentence);

    /** Reports that rotation fails. Empty reason: it works again. */
    void troubled(Optional<String> reason);
}
