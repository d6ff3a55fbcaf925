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

/** Replaces files (mode 0600) atomically, by a draft in the same folder and rename(2). */
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
        /** A power failure, by fsync(2), which takes milliseconds. */
        POWER
    }

    /**
     * Reads a file that somebody may have replaced.
     *
     * @param most bytes
     * @throws IOException also for a larger file, a pipe or a folder
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
     * Replaces a file.
     *
     * @param draft a path beside it
     * @throws IOException the disk refuses; the file is unchanged
     */
    public static void replace(Path file, Path draft, byte[] content, Outlives outlives) throws IOException {
        replace(file, draft, out -> out.write(content), outlives);
    }

    /** Replaces a file like {@link #replace(Path, Path, byte[], Outlives)}, with bytes from a {@link Content}. */
    public static void replace(Path file, Path draft, Content content, Outlives outlives) throws IOException {
        replace(file, draft, () -> create(draft, content, outlives));
        if (outlives == Outlives.POWER) {
            syncFolder(file.getParent());
        }
    }

    /**
     * Replaces a file by a copy of another in the kernel (sendfile(2)), which takes a fifth of the CPU time. It survives the
     * runner's death only.
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
     * Creates a file in a folder that nobody reads before its rename.
     *
     * @throws IOException a part may be left
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

    /** Deletes an incomplete draft, which takes space on a full disk. */
    private static void discard(Path draft, Exception cause) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
