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
 * The folder with the notices and the state of one receiver. Each file is written atomically, and only the owner can
 * read it (folder 0700, files 0600).
 */
final class NoticeFiles {

    static final String ENDING = ".json";
    private static final String DRAFT = ".draft";
    /**
     * The size in bytes of the largest file that is read: ten times that of the largest file that the runner writes.
     */
    private static final long LARGEST = 8 << 20;

    private final Optional<Path> folder;

    NoticeFiles(Path folder) {
        this.folder = Optional.of(folder);
    }

    private NoticeFiles() {
        this.folder = Optional.empty();
    }

    /** Makes the object for a runner whose home folder is not writable: no file is stored. */
    static NoticeFiles nowhere() {
        return new NoticeFiles();
    }

    /** Whether this object stores files at all. */
    boolean isSomewhere() {
        return folder.isPresent();
    }

    private Path path(String name) {
        return folder.orElseThrow().resolve(name);
    }

    /** The names of the receiver's files, sorted. Unfinished files of a runner that ended are deleted. */
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
     * Writes a file of the receiver.
     *
     * @throws IOException if the disk refuses the write; the previous file is then intact
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

    /** Deletes the folder of the receiver with all its files. */
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
