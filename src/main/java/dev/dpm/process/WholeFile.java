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
 * Replaces files of mode 0600 as a whole: a reader sees the old content or the new one, never half of either. The content
 * is written to a draft in the same folder, which rename(2) puts in the place of the file.
 */
public final class WholeFile {

    public static final FileAttribute<?> OWNER_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    public static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private WholeFile() {
    }

    /** Writes what a file is to hold. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** How much a replaced file outlives. */
    public enum Outlives {
        /** The death of the runner. */
        RUNNER,
        /** A power failure as well: file and folder are forced to the disk (fsync(2)), which takes milliseconds. */
        POWER
    }

    /**
     * Replaces a file whose content is at hand.
     *
     * @param draft beside the file; one that a dead process left there is overwritten
     * @throws IOException where the disk refuses: the file is what it was, and no draft takes room
     */
    public static void replace(Path file, Path draft, byte[] content, Outlives outlives) throws IOException {
        replace(file, draft, out -> out.write(content), outlives);
    }

    /** Replaces a file by what somebody writes; likewise. */
    public static void replace(Path file, Path draft, Content content, Outlives outlives) throws IOException {
        try {
            // a draft of a dead process may have another mode
            Files.deleteIfExists(draft);
            write(draft, content, outlives);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            if (outlives == Outlives.POWER) {
                syncFolder(file.getParent());
            }
        } catch (IOException | RuntimeException e) {
            discard(draft, e);
            throw e;
        }
    }

    private static void write(Path draft, Content content, Outlives outlives) throws IOException {
        try (FileChannel channel = FileChannel.open(draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE)) {
            content.writeTo(Channels.newOutputStream(channel));
            if (outlives == Outlives.POWER) {
                channel.force(true);
            }
        }
    }

    /** The rename itself is durable only when its folder is, see fsync(2). */
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What a full disk left of a draft takes room that others need. */
    private static void discard(Path draft, Exception cause) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
