package dev.dpm.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Replaces files of mode 0600 atomically: a reader sees either the old content or the new content, and never a part of
 * one. The content is written to a draft in the same folder, and rename(2) puts the draft in the place of the file.
 */
public final class WholeFile {

    public static final FileAttribute<?> OWNER_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    public static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private WholeFile() {
    }

    /** Writes the content of a file. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The kind of failure that a replaced file survives. */
    public enum Outlives {
        /** The replaced file survives the death of the runner. */
        RUNNER,
        /**
         * The file also survives a power failure: file and folder are forced to the disk (fsync(2)), which takes
         * milliseconds.
         */
        POWER
    }

    /**
     * Replaces a file by content in memory.
     *
     * @param draft a path beside the file; a draft that a dead process left there is overwritten
     * @throws IOException where the disk refuses: the file is unchanged, and no draft is left on the disk
     */
    public static void replace(Path file, Path draft, byte[] content, Outlives outlives) throws IOException {
        replace(file, draft, out -> out.write(content), outlives);
    }

    /**
     * Replaces a file by the content that a {@link Content} writes; drafts and errors as for content in memory.
     */
    public static void replace(Path file, Path draft, Content content, Outlives outlives) throws IOException {
        replace(file, draft, () -> create(draft, content, outlives));
        if (outlives == Outlives.POWER) {
            syncFolder(file.getParent());
        }
    }

    /**
     * Replaces a file by a copy of another one. The kernel copies the bytes (sendfile(2)), which takes a fifth of the
     * processor time of a copy through a stream; drafts and errors as for content in memory. The copy survives the
     * runner's death.
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

    /** Writes the content of a draft. */
    private interface Draft {
        void make() throws IOException;
    }

    private static void replace(Path file, Path draft, Draft fresh) throws IOException {
        try {
            // a draft that a dead process left may have another mode
            Files.deleteIfExists(draft);
            fresh.make();
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            discard(draft, e);
            throw e;
        }
    }

    /**
     * Creates a file, for a folder that a rename makes visible as a whole.
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

    /** Forces a folder to the disk: only then is the rename durable, see fsync(2). */
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes a draft that is incomplete because the disk is full, since the draft takes space that is needed. */
    private static void discard(Path draft, Exception cause) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
