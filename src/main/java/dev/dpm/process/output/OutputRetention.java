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

public final class OutputRetention {

    private final Path folder;
    private final Predicate<String> isKnown;
    private final Function<String, Path> place;

    public OutputRetention(Path folder, Predicate<String> isKnown) {
        this(folder, isKnown, name -> folder.resolve(name + OutputFiles.ENDING));
    }

    /**
     * Creates the retention of the output files in a folder.
     *
     * @param isKnown returns whether a target of the given name exists
     * @param place returns the path of the log of the target with the given name; its settings may place the log in another
     *        folder
     */
    public OutputRetention(Path folder, Predicate<String> isKnown, Function<String, Path> place) {
        this.folder = folder;
        this.isKnown = isKnown;
        this.place = place;
    }

    /**
     * Deletes the output files that exceed the limits on number and age.
     *
     * @throws IOException a file could not be deleted; all others have been tried before
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

    /**
     * Deletes the rotated files that exceed the limits, of a log that the target's settings place in another folder. The log
     * itself is never deleted.
     */
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
