package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether a folder and its files are unchanged, by one stat(2) of the folder and one of each recorded file.
 * Most of the time no target writes, and then the folder need not be listed.
 */
final class UnchangedFolder {

    /**
     * The possible error of a folder's time stamp in milliseconds: one tick of the kernel's clock, or up to 2 s on old
     * file systems.
     */
    private static final long GRAIN_MILLIS = 2000;

    /** A file's path, with the length and the identity (device and inode) of the file at the last examination. */
    private record Seen(Path file, long length, String identity) {
    }

    private final Path folder;
    private long changedAt;
    private String identity = "";
    private List<Seen> files = List.of();

    UnchangedFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * When the folder last changed, in milliseconds since 1970; 0: the time is uncertain. The caller lists the folder
     * after this call.
     */
    long stamp() {
        long changed = attributes(folder).map(found -> found.lastModifiedTime().toMillis()).orElse(0L);
        // if the folder has just changed, a further change may not alter its time stamp
        return Math.abs(System.currentTimeMillis() - changed) > GRAIN_MILLIS ? changed : 0;
    }

    /**
     * Records the paths and lengths of the folder's files, of which none needs work.
     *
     * @param stamp the result of {@link #stamp} from before the files were examined
     */
    void remember(long stamp, List<Path> paths, List<Long> lengths) {
        List<Seen> seen = new ArrayList<>(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            seen.add(new Seen(path, lengths.get(i), attributes(path).map(UnchangedFolder::identity).orElse("")));
        }
        changedAt = stamp;
        identity = attributes(folder).map(UnchangedFolder::identity).orElse("");
        files = List.copyOf(seen);
    }

    /**
     * Drops the recorded lengths of the folder's files, so that the folder counts as changed at the next call of
     * {@link #isStill}.
     */
    void forget() {
        changedAt = 0;
    }

    /**
     * Whether no file was added or removed since {@link #remember}, none has changed its length, and all names still
     * lead to the same folder and files. Device and inode of each file are compared, too: somebody may change a link to
     * another folder, and logrotate(8) may replace a file, both without a new time or length.
     */
    boolean isStill() {
        if (changedAt == 0 || attributes(folder).filter(found -> found.lastModifiedTime().toMillis() == changedAt
                && identity(found).equals(identity)).isEmpty()) {
            return false;
        }
        for (Seen seen : files) {
            Optional<BasicFileAttributes> now = attributes(seen.file());
            if (now.map(BasicFileAttributes::size).orElse(0L) != seen.length()
                    || !now.map(UnchangedFolder::identity).orElse("").equals(seen.identity())) {
                return false;
            }
        }
        return true;
    }

    private static String identity(BasicFileAttributes found) {
        return String.valueOf(found.fileKey());
    }

    private static Optional<BasicFileAttributes> attributes(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
