package dev.dpm.process.source;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern of paths: {@code *}, {@code ?}, {@code [a-z]} and {@code {a,b}} as in {@link
 * java.nio.file.FileSystem#getPathMatcher}, and {@code **} for any number of folders. A pattern that ends with a name also
 * matches everything below a folder of this name.
 */
public final class Glob {

    private static final String ANY = "**";
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\]{}\\\\]");

    private final Path root;
    private final List<String> texts;
    private final List<PathMatcher> parts = new ArrayList<>();

    private Glob(Path root, List<String> texts) {
        this.root = root;
        this.texts = texts;
        texts.forEach(text -> parts.add(FileSystems.getDefault().getPathMatcher("glob:" + text)));
    }

    static Glob of(String pattern, Path folder) {
        Path base = folder.normalize();
        Path whole = base.resolve(pattern).normalize();
        Path root = base;
        if (!whole.startsWith(base)) {
            root = whole.getRoot();
            for (Path part : whole) {
                Path next = root.resolve(part);
                if (SPECIAL.matcher(part.toString()).find() || !Files.isDirectory(next) || next.equals(whole)) {
                    break;
                }
                root = next;
            }
        }
        List<String> texts = new ArrayList<>();
        Path rest = root.relativize(whole);
        rest.forEach(part -> texts.add(part.toString()));
        texts.removeIf(String::isEmpty);
        boolean isPlain = texts.isEmpty() || !SPECIAL.matcher(texts.get(texts.size() - 1)).find();
        if (isPlain) {
            texts.add(ANY);
        }
        return new Glob(root, texts);
    }

    public static boolean isValid(String pattern) {
        try {
            return !of(pattern, Path.of("/")).texts.isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    Path root() {
        return root;
    }

    /** Whether the pattern matches a file, or a folder that contains it. */
    boolean matches(Path path) {
        return path.startsWith(root) && matches(0, names(path), 0);
    }

    private List<Path> names(Path path) {
        List<Path> names = new ArrayList<>();
        root.relativize(path).forEach(name -> {
            if (!name.toString().isEmpty()) {
                names.add(name);
            }
        });
        return names;
    }

    private boolean matches(int part, List<Path> names, int name) {
        if (part == parts.size()) {
            return name == names.size();
        }
        if (texts.get(part).equals(ANY)) {
            return matches(part + 1, names, name) || name < names.size() && matches(part, names, name + 1);
        }
        return name < names.size() && parts.get(part).matches(names.get(name)) && matches(part + 1, names, name + 1);
    }

    /** Whether a file in this folder, or in a folder below it, can match the pattern. */
    boolean mayHold(Path folder) {
        return folder.startsWith(root) && mayHold(0, names(folder), 0);
    }

    private boolean mayHold(int part, List<Path> names, int name) {
        if (part == parts.size()) {
            return false;
        }
        if (name == names.size() || texts.get(part).equals(ANY)) {
            return true;
        }
        return parts.get(part).matches(names.get(name)) && mayHold(part + 1, names, name + 1);
    }
}
