package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Deletes old and surplus output: rotated files of every target that are too old or too many, and all files of an
 * unknown target whose newest file is too old.
 */
public final class OutputRetention {

    private final Path folder;
    private final Predicate<String> isKnown;
    private final Function<String, Path> place;

    /**
     * Makes an instance for the folder with the output of all targets.
     *
     * @param isKnown whether a target of this name exists
     */
    public OutputRetention(Path folder, Predicate<String> isKnown) {
        this(folder, isKnown, name -> folder.resolve(name + OutputFiles.ENDING));
    }

    /**
     * Makes an instance for a folder with output, and for the rotated files of logs in other folders.
     *
     * @param isKnown whether a target of this name exists; this class calls it again before each deletion
     * @param place returns the path of a target's log, which may be in another folder
     */
    public OutputRetention(Path folder, Predicate<String> isKnown, Function<String, Path> place) {
        this.folder = folder;
        this.isKnown = isKnown;
        this.place = place;
    }

    /**
     * Deletes the files that exceed the limits.
     *
     * @throws IOException where the folder cannot be read or a file cannot be deleted; all other files are deleted
     *     nevertheless
     */
    public void enforce(OutputLimits limits, Instant now) throws IOException {
        IOException first = null;
        for (String name : owners()) {
            try {
                RotationLimits its = limits.of(name);
                enforce(name, its.keep(), now.minus(its.retention()));
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Set<String> owners() throws IOException {
        Set<String> owners = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> OutputFiles.owner(file).ifPresent(owners::add));
        } catch (NoSuchFileException e) {
            return owners;
        }
        return owners;
    }

    private void enforce(String name, int keep, Instant before) throws IOException {
        OutputFiles files = new OutputFiles(folder.resolve(name + OutputFiles.ENDING));
        for (Map.Entry<Integer, Path> rotated : files.rotated().entrySet()) {
            if (rotated.getKey() > keep || isOld(rotated.getValue(), before)) {
                Files.deleteIfExists(rotated.getValue());
            }
        }
        Path elsewhere = place.apply(name);
        if (!elsewhere.equals(files.named())) {
            elsewhere(name, new OutputFiles(elsewhere), keep, before);
        }
        if (isOld(files.live(), before) && !isKnown.test(name)) {
            Files.deleteIfExists(files.live());
        }
        if (!Files.exists(files.live(), LinkOption.NOFOLLOW_LINKS) && files.rotated().isEmpty()
                && !isKnown.test(name)) {
            for (Path part : files.parts().values()) {
                Files.deleteIfExists(part);
            }
            Files.deleteIfExists(files.draft());
            Files.deleteIfExists(files.record());
            Files.deleteIfExists(RelayPlace.file(files.named()));
        }
    }

    /** Deletes the rotated files of a log in a folder that belongs to the user. The log itself is not deleted. */
    private void elsewhere(String name, OutputFiles files, int keep, Instant before) throws IOException {
        for (Map.Entry<Integer, Path> rotated : files.rotated().entrySet()) {
            if (rotated.getKey() > keep || isOld(rotated.getValue(), before)) {
                Files.deleteIfExists(rotated.getValue());
            }
        }
        if (!isKnown.test(name)) {
            Files.deleteIfExists(folder.resolve(name + OutputFiles.POINTER));
        }
    }

    private static boolean isOld(Path file, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(before);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
