package dev.dpm.process.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.process.TargetName;

/**
 * The files of one target's output: the log {@code NAME.log}, the rotated files {@code NAME.log.1} (the newest) …, {@code
 * NAME.log.rotation} (the {@link RotationRecord}), and during a rotation {@code NAME.log.part-1} ….
 *
 * @param named the path of the log
 * @param live the path by which the file that the target writes to can be opened; it differs from {@code named} if the
 *     file was moved
 */
record OutputFiles(Path named, Path live) {

    static final String ENDING = ".log";
    /** The ending of the file that says up to which byte a log was forwarded ({@link RelayPlace}). */
    static final String RELAY = ".relay";

    /** The ending of a symbolic link to a log in another folder. */
    static final String POINTER = ".path";

    private static final Pattern ANY = Pattern
            .compile("(.+)(?:\\.path$|\\.log)(?:\\.(?:[1-9][0-9]{0,8}|part-[1-9][0-9]{0,8}"
                    + "|rotation|rotation\\.new|relay))?");
    private static final FileAttribute<?> OWNER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    OutputFiles(Path live) {
        this(live, live);
    }

    /** The files of the output whose log has this path, according to its {@link RotationRecord}. */
    static OutputFiles of(Path named) throws IOException {
        OutputFiles files = new OutputFiles(named);
        return files.through(RotationRecord.of(files).descriptor());
    }

    OutputFiles through(Descriptor descriptor) {
        return new OutputFiles(named, descriptor.file().orElse(named));
    }

    Path rotated(int number) {
        return beside("." + number);
    }

    Path part(int number) {
        return beside(".part-" + number);
    }

    Path record() {
        return beside(".rotation");
    }

    Path draft() {
        return beside(".rotation.new");
    }

    private Path beside(String ending) {
        return named.resolveSibling(named.getFileName() + ending);
    }

    SortedMap<Integer, Path> rotated() throws IOException {
        SortedMap<Integer, Path> rotated = numbered("");
        if (!live.equals(named)) {
            String written = Descriptor.identity(live);
            for (Path file : List.copyOf(rotated.values())) {
                if (Descriptor.identity(file).equals(written)) {
                    rotated.values().remove(file);
                }
            }
        }
        return rotated;
    }

    /**
     * The copies of the log's head ({@code NAME.log.part-1} …) that a rotation has made and has not renamed to rotated files
     * yet, by number, the newest first.
     */
    SortedMap<Integer, Path> parts() throws IOException {
        return numbered("part-");
    }

    private SortedMap<Integer, Path> numbered(String before) throws IOException {
        String start = named.getFileName() + "." + before;
        SortedMap<Integer, Path> found = new TreeMap<>();
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(named.getParent(),
                sibling -> sibling.getFileName().toString().startsWith(start))) {
            for (Path sibling : siblings) {
                String rest = sibling.getFileName().toString().substring(start.length());
                if (rest.matches("[1-9][0-9]{0,8}")) {
                    found.put(Integer.valueOf(rest), sibling);
                }
            }
        } catch (NoSuchFileException e) {
            return found;
        }
        return found;
    }

    /**
     * The name of the target to which an output file belongs, according to the name of the file; empty if it is no output
     * file.
     */
    static Optional<String> owner(Path file) {
        Matcher match = ANY.matcher(file.getFileName().toString());
        return match.matches() && TargetName.isValid(match.group(1)) ? Optional.of(match.group(1)) : Optional.empty();
    }

    /** Opens a file for writing. An existing file is emptied; a new one can be read only by its owner. */
    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE), OWNER);
    }
}
