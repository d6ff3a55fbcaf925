package dev.dpm.process.output;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells by a stat of a folder and of each of its files that nothing has happened there, which spares the listing and all
 * that follows from it: most of the time nobody writes.
 */
final class QuietFolder {

    /** Within the grain of a folder's time stamp (one tick of the kernel's clock, a second or two on old file systems). */
    private static final long GRAIN_MILLIS = 2000;

    /** A file, and how long it was. */
    private record Seen(File file, long length) {
    }

    private final File folder;
    private long changedAt;
    private List<Seen> files = List.of();

    QuietFolder(Path folder) {
        this.folder = folder.toFile();
    }

    /** When the folder last changed, to be asked before it is listed; 0 where that is not sure. */
    long stamp() {
        long changed = folder.lastModified();
        // what changed a moment ago may change again under the same stamp
        return Math.abs(System.currentTimeMillis() - changed) > GRAIN_MILLIS ? changed : 0;
    }

    /** Remembers what is well: the length of each file, as of a stamp that was taken before the look. */
    void remember(long stamp, List<Path> paths, List<Long> lengths) {
        List<Seen> seen = new ArrayList<>(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            seen.add(new Seen(paths.get(i).toFile(), lengths.get(i)));
        }
        changedAt = stamp;
        files = List.copyOf(seen);
    }

    /** The next look is a whole one. */
    void forget() {
        changedAt = 0;
    }

    /** Whether no file came or went since then, and none has another length. */
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
