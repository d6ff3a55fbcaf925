package dev.dpm.migration.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.dpm.migration.BadSource;
import dev.dpm.migration.SourceFile;
import dev.dpm.migration.Sources;
import dev.dpm.process.BoundedFile;
import dev.dpm.process.NativePaths;

/** Reads files and executes JavaScript modules on this machine. */
public final class LocalSources implements Sources {

    /** The size in bytes of the largest file that the import reads. */
    static final int LARGEST = 1 << 20;
    /** The largest number of files that one import reads. Files that other files include are counted too. */
    static final int MOST_FILES = 1000;
    private static final int MOST_NAMES = 100_000;

    private final Map<String, String> environment;
    private int files;

    public LocalSources(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public SourceFile read(Path file) throws BadSource {
        files++;
        if (files > MOST_FILES) {
            throw new BadSource(NativePaths.shown(file) + " is one file too many; allowed: " + MOST_FILES
                    + " with all that they include");
        }
        return new SourceFile(file, decode(file, bytes(file)));
    }

    private static byte[] bytes(Path file) throws BadSource {
        String shown = NativePaths.shown(file);
        if (!Files.exists(file)) {
            throw new BadSource(shown + " does not exist; allowed: a readable file of another tool");
        }
        if (!Files.isRegularFile(file)) {
            throw new BadSource(shown + " is " + (Files.isDirectory(file) ? "a folder" : "a device")
                    + "; allowed: a readable file of another tool");
        }
        try {
            long size = Files.readAttributes(file, BasicFileAttributes.class).size();
            if (size > LARGEST) {
                throw tooLarge(shown);
            }
            return BoundedFile.whole(file, LARGEST).orElseThrow(() -> tooLarge(shown));
        } catch (IOException e) {
            throw new BadSource(shown + " cannot be read; allowed: a readable file of another tool");
        }
    }

    private static BadSource tooLarge(String shown) {
        return new BadSource(shown + " is too large; allowed: up to 1 MiB");
    }

    private static String decode(Path file, byte[] bytes) throws BadSource {
        String binary = NativePaths.shown(file) + " is not a text; allowed: UTF-8 without NUL characters";
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                throw new BadSource(binary);
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadSource(binary);
        }
    }

    @Override
    public boolean exists(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    /** The files that match a pattern (glob(7)). Each part of the path is matched separately. */
    @Override
    public List<Path> matching(Path folder, String pattern) throws BadSource {
        List<Path> found = List.of(pattern.startsWith("/") ? Path.of("/") : folder);
        for (String part : pattern.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                found = step(found, part);
            }
        }
        return found.stream().filter(Files::isRegularFile).map(Path::normalize).distinct().sorted().toList();
    }

    private static List<Path> step(List<Path> folders, String part) throws BadSource {
        List<Path> next = new ArrayList<>();
        boolean isPattern = part.matches(".*[*?\\[].*");
        for (Path folder : folders) {
            if (!isPattern) {
                Path path = folder.resolve(NativePaths.of(part));
                if (Files.exists(path)) {
                    next.add(path);
                }
            } else if (Files.isDirectory(folder)) {
                next.addAll(matched(folder, part));
            }
        }
        return next;
    }

    private static List<Path> matched(Path folder, String part) throws BadSource {
        try (Stream<Path> names = Files.list(folder)) {
            String plain = part.replaceAll("([{}\\\\])", "\\\\$1");
            PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + plain);
            return names.limit(MOST_NAMES).filter(path -> matcher.matches(path.getFileName()))
                    .filter(path -> part.startsWith(".") || !path.getFileName().toString().startsWith(".")).toList();
        } catch (IOException | java.util.regex.PatternSyntaxException e) {
            throw new BadSource(
                    NativePaths.shown(folder) + "/" + part + " cannot be looked through; allowed: a pattern such as "
                            + "conf.d/*.conf in a folder that can be read");
        }
    }

    @Override
    public String evaluate(Path module) throws BadSource {
        return new NodeModule(environment).evaluate(module);
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }
}
