package dev.dpm.process.output;

import java.util.Optional;

/** Is told what happens to the targets' output files. */
public interface OutputNews {

    /** How a file became shorter. */
    enum Method {
        /** Its head was removed in one step; nothing is lost. */
        REMOVE,
        /** It was copied and emptied; what was written in between is lost. */
        EMPTY
    }

    /** @param dropped bytes that were not kept, because the number kept would have deleted them at once */
    void rotated(String target, Method method, long dropped);

    /** Told once: this file system has no loss-free way. */
    void emptiesOnly(String sentence);

    /** A target's file was moved or removed while the target writes to it: told once for each file. */
    void displaced(String target, String sentence);

    /** Rotation begins to fail, fails elsewhere or for another reason, or (empty) works again. */
    void troubled(Optional<String> reason);
}
