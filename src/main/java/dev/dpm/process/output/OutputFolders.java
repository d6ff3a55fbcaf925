package dev.dpm.process.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.WholeFile;

/**
 * The folders that have contained the output of targets so far, stored on disk by device and inode. If somebody moves the
 * folder, targets go on writing into it, and by this list the next runner recognizes it. For use by one thread.
 */
public final class OutputFolders {

    private static final int MOST = 16;
    /** The largest length in bytes of the file with the list of folders. */
    private static final long LONGEST = 4096;

    private final Path folder;
    private final Path file;
    private final List<String> known = new ArrayList<>();
    private boolean isRead;

    public OutputFolders(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    static OutputFolders unkept(Path folder) {
        return new OutputFolders(folder, Path.of("/dev/null/none"));
    }

    Path folder() {
        return folder;
    }

    /** Adds the present folder of output to the list. If writing the list fails, the next call tries again. */
    void note() {
        Optional<String> now = identity(folder);
        if (now.isEmpty() || known().contains(now.get())) {
            return;
        }
        List<String> more = new ArrayList<>(known);
        more.add(now.get());
        List<String> kept = more.subList(Math.max(0, more.size() - MOST), more.size());
        try {
            WholeFile.replace(file, file.resolveSibling(file.getFileName() + ".new"),
                    (String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8), WholeFile.Outlives.RUNNER);
            known.clear();
            known.addAll(kept);
        } catch (IOException e) {
            // writing failed, for example since the disk is full; the next call tries again
            isRead = false;
        }
    }

    /** Whether a folder has contained the output of targets, whatever its path is now. */
    boolean isOne(Path other) {
        return identity(other).filter(known()::contains).isPresent();
    }

    private List<String> known() {
        if (!isRead) {
            known.clear();
            known.addAll(read());
            isRead = true;
        }
        return known;
    }

    private List<String> read() {
        try {
            return Files.size(file) > LONGEST ? List.of() : Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException missingOrDamaged) {
            return List.of();
        }
    }

    private static Optional<String> identity(Path folder) {
        try {
            BasicFileAttributes found = Files.readAttributes(folder, BasicFileAttributes.class);
            return found.isDirectory() ? Optional.of(String.valueOf(found.fileKey())) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
