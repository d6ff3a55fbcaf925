package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out by stat(2) whether a folder and its files are unchanged, without listing it. */
final class UnchangedFolder {

    /** The largest error of a file's time stamp in milliseconds: old file systems store it in steps of 2 s. */
    private static final long GRAIN_MILLIS = 2000;

    /**
     * What was known about a file at the last examination.
     *
     * @param length the length in bytes
     * @param identity device and inode
     */
    private record KnownFile(Path file, long length, String identity) {
    }

    private final Path folder;
    private long changedAt;
    private String identity = "";
    private List<KnownFile> files = List.of();

    UnchangedFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * When the folder last changed, in milliseconds since 1970; 0 if a change may have happened that the time stamp does
     * not show.
     */
    long stamp() {
        long changed = attributes(folder).map(found -> found.lastModifiedTime().toMillis()).orElse(0L);
        // right after a change, a further one may result in the same time stamp
        return Math.abs(System.currentTimeMillis() - changed) > GRAIN_MILLIS ? changed : 0;
    }

    /**
     * Records the state of the folder's files after they have been examined.
     *
     * @param stamp the result of {@link #stamp} before the examination
     * @param paths the files
     * @param lengths their lengths in bytes
     */
    void remember(long stamp, List<Path> paths, List<Long> lengths) {
        List<KnownFile> seen = new ArrayList<>(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            seen.add(new KnownFile(path, lengths.get(i), attributes(path).map(UnchangedFolder::identity).orElse("")));
        }
        changedAt = stamp;
        identity = attributes(folder).map(UnchangedFolder::identity).orElse("");
        files = List.copyOf(seen);
    }

    void forget() {
        changedAt = 0;
    }

    /** Whether no file was added, removed, replaced or changed since {@link #remember}. */
    boolean isStill() {
        if (changedAt == 0 || attributes(folder).filter(found -> found.lastModifiedTime().toMillis() == changedAt
                && identity(found).equals(identity)).isEmpty()) {
            return false;
        }
        for (KnownFile seen : files) {
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
