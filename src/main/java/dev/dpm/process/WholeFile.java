package dev.dpm.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Replaces files of mode 0600 atomically: a reader sees either the old content or the new content, and never a mixture.
 * The content is written to a draft in the same folder, and rename(2) puts the draft in the place of the file.
 */
public final class WholeFile {

    public static final FileAttribute<?> OWNER_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    public static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private WholeFile() {
    }

    /** Writes the new content of a file to a stream. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The failure that the new content of a replaced file must survive. */
    public enum Outlives {
        /** The new content survives the death of the runner. */
        RUNNER,
        /**
         * The new content also survives a power failure: file and folder are forced to the disk (fsync(2)), which takes
         * milliseconds.
         */
        POWER
    }

    /**
     * Reads a file that this program wrote, and that somebody may have replaced by anything since.
     *
     * @param most the largest size in bytes that is read
     * @throws IOException also where the file is larger, and where it is a pipe, a folder or the like: opening a pipe
     *     would wait for its writer
     */
    public static byte[] read(Path file, long most) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (!found.isRegularFile()) {
            throw new IOException(file.getFileName() + " is no file");
        }
        if (found.size() > most) {
            throw new IOException(file.getFileName() + " has " + found.size() + " bytes, more than the " + most
                    + " that are read");
        }
        return Files.readAllBytes(file);
    }

    /**
     * Replaces the content of a file by these bytes.
     *
     * @param draft a path beside the file; a draft that a dead process left there is overwritten
     * @throws IOException where the disk refuses: the file is unchanged, and no draft is left on the disk
     */
    public static void replace(Path file, Path draft, byte[] content, Outlives outlives) throws IOException {
        replace(file, draft, out -> out.write(content), outlives);
    }

    /**
     * Replaces the content of a file by the bytes that a {@link Content} writes. Drafts and errors are handled as in
     * {@link #replace(Path, Path, byte[], Outlives)}.
     */
    public static void replace(Path file, Path draft, Content content, Outlives outlives) throws IOException {
        replace(file, draft, () -> create(draft, content, outlives));
        if (outlives == Outlives.POWER) {
            syncFolder(file.getParent());
        }
    }

    /**
     * Replaces a file by a copy of another file. The kernel copies the bytes (sendfile(2)), which takes a fifth of the
     * CPU time of a copy through a stream. Drafts and errors are handled as in {@link #replace(Path, Path, byte[],
     * Outlives)}. The copy survives the runner's death, but not a power failure.
     */
    public static void copy(Path from, Path file, Path draft) throws IOException {
        replace(file, draft, () -> {
            try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                    FileChannel out = FileChannel.open(draft,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE)) {
                long size = in.size();
                long at = 0;
                while (at < size) {
                    long copied = in.transferTo(at, size - at, out);
                    if (copied <= 0) {
                        throw new IOException(from + " became shorter while it was copied");
                    }
                    at += copied;
                }
            }
        });
    }

    /** Writes the new content of a file to its draft. */
    private interface Draft {
        void make() throws IOException;
    }

    private static void replace(Path file, Path draft, Draft fresh) throws IOException {
        try {
            // a draft that an ended process left behind may have another mode
            Files.deleteIfExists(draft);
            fresh.make();
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            discard(draft, e);
            throw e;
        }
    }

    /**
     * Creates a file in a folder that no reader knows yet, because a later rename of the folder publishes all of its
     * files.
     *
     * @throws IOException where the file exists or the disk refuses; a part of the file may be left then
     */
    public static void create(Path file, Content content, Outlives outlives) throws IOException {
        try (FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE)) {
            content.writeTo(Channels.newOutputStream(channel));
            if (outlives == Outlives.POWER) {
                channel.force(true);
            }
        }
    }

    /** Forces a folder to the disk (fsync(2)). Only then does a rename in the folder survive a power failure. */
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Deletes an incomplete draft, for example after the disk became full: the draft occupies space that other files
     * need.
     */
    private static void discard(Path draft, Exception cause) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
