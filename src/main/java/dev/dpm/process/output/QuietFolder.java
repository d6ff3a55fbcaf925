package dev.dpm.process.output;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether nothing has happened in a folder, by a stat of the folder and of each remembered file. Most of the time
 * no target writes, and the listing of the folder can be skipped together with all work after it.
 */
final class QuietFolder {

    /**
     * The possible error of a folder's time stamp in milliseconds: a tick of the kernel's clock, or a second or two on
     * old file systems.
     */
    private static final long GRAIN_MILLIS = 2000;

    /** A file and its length. */
    private record Seen(File file, long length) {
    }

    private final File folder;
    private long changedAt;
    private List<Seen> files = List.of();

    QuietFolder(Path folder) {
        this.folder = folder.toFile();
    }

    /**
     * When the folder last changed, in milliseconds. Must be called before the folder is listed. 0: the time is
     * uncertain.
     */
    long stamp() {
        long changed = folder.lastModified();
        // a folder that changed a moment ago may change again without a new time stamp
        return Math.abs(System.currentTimeMillis() - changed) > GRAIN_MILLIS ? changed : 0;
    }

    /**
     * Remembers the lengths of files that need no work.
     *
     * @param stamp the folder's {@link #stamp} before the files were examined
     */
    void remember(long stamp, List<Path> paths, List<Long> lengths) {
        List<Seen> seen = new ArrayList<>(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            seen.add(new Seen(paths.get(i).toFile(), lengths.get(i)));
        }
        changedAt = stamp;
        files = List.copyOf(seen);
    }

    /** Makes the next look list the folder. */
    void forget() {
        changedAt = 0;
    }

    /** Whether no file was added or removed since {@link #remember}, and none has changed its length. */
    boolean isStill() {
        if (changedAt == 0 || folder.lastModified() != changedAt) {
            return false;
        }
        for (Seen seen : files) {
            if (seen.file().length() != seen.length()) {
                return false;
            }
        }
        return true;
    }
}
