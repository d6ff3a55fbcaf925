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
 * Replaces a file atomically: the new content is written to a draft in the same folder, which is then renamed
 * (rename(2)). The files have mode 0600.
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

    /** The failure that the new content must survive. */
    public enum Outlives {
        /** The content survives the death of the runner. */
        RUNNER,
        /** The content survives a power failure: it is written by fsync(2), which takes milliseconds. */
        POWER
    }

    /**
     * Reads a file of the runner that somebody may have replaced by something else.
     *
     * @param most the largest number of bytes that is accepted
     * @throws IOException the file cannot be read, is larger, or is a pipe or folder
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
     * Replaces the content of a file.
     *
     * @param draft the path of the draft, in the same folder
     * @throws IOException writing failed, for example on a full disk; the file is unchanged
     */
    public static void replace(Path file, Path draft, byte[] content, Outlives outlives) throws IOException {
        replace(file, draft, out -> out.write(content), outlives);
    }

    /**
     * Replaces the content of a file like {@link #replace(Path, Path, byte[], Outlives)}, with bytes from a {@link
     * Content}.
     */
    public static void replace(Path file, Path draft, Content content, Outlives outlives) throws IOException {
        replace(file, draft, () -> create(draft, content, outlives));
        if (outlives == Outlives.POWER) {
            syncFolder(file.getParent());
        }
    }

    /**
     * Replaces a file by a copy of another file. The kernel copies the bytes (sendfile(2)), which takes a fifth of the
     * CPU time of a copy in Java. The copy survives the death of the runner, but perhaps not a power failure.
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

    private interface Draft {
        void make() throws IOException;
    }

    private static void replace(Path file, Path draft, Draft fresh) throws IOException {
        try {
            // an ended process may have left a draft with another mode
            Files.deleteIfExists(draft);
            fresh.make();
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            discard(draft, e);
            throw e;
        }
    }

    /**
     * Creates a file without a draft. The caller ensures that nobody reads it before it is complete, for example by
     * renaming its folder later.
     *
     * @throws IOException writing failed; a part of the file may be left
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

    /** Forces a folder to the disk (fsync(2)), so that renames in it survive a power failure. */
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes an incomplete draft, since it would take space on a full disk. */
    private static void discard(Path draft, Exception cause) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
