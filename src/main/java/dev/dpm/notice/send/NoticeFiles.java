package dev.dpm.notice.send;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.WholeFile;

/**
 * The folder of one receiver (mode 0700), with a file for each queued notice and one for the receiver's {@code Grouping} (mode
 * 0600). Files are written atomically.
 */
final class NoticeFiles {

    static final String ENDING = ".json";
    private static final String DRAFT = ".draft";
    /**
     * The largest size in bytes of a file that is read. The files that the runner writes are far smaller ({@link
     * NoticeQueue#MOST_BYTES}).
     */
    private static final long LARGEST = 8 << 20;

    private final Optional<Path> folder;

    NoticeFiles(Path folder) {
        this.folder = Optional.of(folder);
    }

    private NoticeFiles() {
        this.folder = Optional.empty();
    }

    /** Creates an object that stores no file, for a home folder that cannot be written. */
    static NoticeFiles nowhere() {
        return new NoticeFiles();
    }

    boolean isSomewhere() {
        return folder.isPresent();
    }

    private Path path(String name) {
        return folder.orElseThrow().resolve(name);
    }

    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        if (folder.filter(Files::isDirectory).isEmpty()) {
            return names;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(DRAFT) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                } else if (name.endsWith(ENDING)) {
                    names.add(name);
                }
            }
        }
        names.sort(null);
        return names;
    }

    byte[] read(String name) throws IOException {
        return WholeFile.read(path(name), LARGEST);
    }

    long size(String name) throws IOException {
        return Files.size(path(name));
    }

    /**
     * Writes a file in this folder, or replaces it.
     * @throws IOException if the disk refuses the write; the file keeps its previous content
     */
    void write(String name, byte[] content) throws IOException {
        Files.createDirectories(folder.orElseThrow(), WholeFile.OWNER_FOLDER);
        WholeFile.replace(path(name), path("." + name + DRAFT), content, WholeFile.Outlives.POWER);
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    void setAside(String name) throws IOException {
        Files.move(path(name), path(name + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
    }

    void remove() throws IOException {
        if (folder.filter(Files::isDirectory).isPresent()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get())) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder.get());
        }
    }
}
