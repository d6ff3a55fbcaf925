package dev.dpm.config.yaml;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.yaml.snakeyaml.nodes.Node;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;
import dev.dpm.process.NativePaths;

/**
 * Reads the files under {@code include}: names or patterns with {@code *}, {@code ?} and {@code [...]}, relative to the
 * including file. Each file is read once.
 */
final class Includes {

    /** The largest number of included files. A pattern that matches more files is taken for a mistake of the user. */
    private static final int MOST = 1000;
    private static final Pattern WILD = Pattern.compile("[*?\\[]");

    private final Path including;
    private final YamlConfigReader reader;
    private final Map<Path, ConfigFile> files = new LinkedHashMap<>();
    private final List<ConfigFault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param including the path of the file that includes others, absolute
     */
    Includes(Path including, YamlConfigReader reader) {
        this.including = including;
        this.reader = reader;
    }

    List<ConfigFile> files() {
        return List.copyOf(files.values());
    }

    List<ConfigFault> faults() {
        return faults;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Reads the files that match one pattern under {@code include}. */
    void add(String pattern, Node key, FileFaults own) {
        if (pattern.isBlank()) {
            own.add(key, "include has an empty name; allowed: names of files and patterns, such as conf.d/*.yaml");
            return;
        }
        boolean isWild = WILD.matcher(pattern).find();
        List<Path> found = isWild ? matching(pattern) : List.of(NativePaths.resolve(folder(), pattern));
        List<Path> others = found.stream().filter(file -> !file.equals(including)).toList();
        if (others.isEmpty()) {
            warnings.add(own.place(key) + ": include " + ConfigFault.quoted(pattern) + " matches no file");
        }
        for (Path file : others) {
            if (!isWild && !Files.exists(file)) {
                own.add(key, "include " + ConfigFault.quoted(pattern) + " does not exist; allowed: a YAML file, or a "
                        + "pattern such as conf.d/*.yaml, which may match nothing");
            } else if (files.size() >= MOST) {
                own.add(key, "include names more than " + MOST + " files; allowed: up to " + MOST);
                return;
            } else if (!files.containsKey(file.normalize())) {
                read(file);
            }
        }
    }

    private void read(Path file) {
        Reading reading = reader.read(file, shown(file), Optional.empty());
        faults.addAll(reading.faults());
        warnings.addAll(reading.warnings());
        files.put(file.normalize(), reading.soundParts(file));
    }

    /**
     * The path of an included file as messages show it: relative to the folder of the including file, if it is inside that
     * folder.
     */
    private String shown(Path file) {
        return NativePaths.shown(file.startsWith(folder()) ? folder().relativize(file) : file);
    }

    private Path folder() {
        return Optional.ofNullable(including.getParent()).orElse(including);
    }

    /** The files that match a pattern. Only folders that match the beginning of the pattern are searched. */
    private List<Path> matching(String pattern) {
        List<Path> found = List.of(pattern.startsWith("/") ? Path.of("/") : folder());
        for (String part : pattern.split("/+")) {
            if (part.isEmpty()) {
                continue;
            }
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                next.addAll(WILD.matcher(part).find()
                        ? children(folder, part)
                        : List.of(NativePaths.resolve(folder, part)));
            }
            found = next;
        }
        return found.stream().filter(Files::isRegularFile).toList();
    }

    /**
     * The names in a folder that match one part of a pattern. A name with a leading dot matches only if this part begins with a
     * dot (glob(7)).
     */
    private static List<Path> children(Path folder, String part) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        TreeSet<Path> sorted = new TreeSet<>();
        // in Java's patterns, braces and backslashes have a meaning that they do not have under include
        String glob = part.replaceAll("[{}\\\\]", "\\\\$0").replaceAll("\\*+", "*");
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, glob)) {
            for (Path child : children) {
                if (part.startsWith(".") || !child.getFileName().toString().startsWith(".")) {
                    sorted.add(child);
                }
            }
        } catch (IOException | DirectoryIteratorException | PatternSyntaxException unreadable) {
            return List.of(); // the caller reports an unreadable folder
        }
        return List.copyOf(sorted);
    }
}
