package dev.dpm.process.source;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.dpm.process.SourceFiles;
import dev.dpm.process.TargetName;

/**
 * The watched files of one target, and their changes that have not been reported yet. Only one thread may use this
 * object at a time.
 */
final class Watched {

    /**
     * Files that tools write and that are no part of the program: of version control, package managers, and caches of
     * interpreters and checkers. Also files that editors (vim, Emacs, JetBrains' and others) write when they save.
     */
    static final List<String> ALWAYS_IGNORED = List.of(".git", ".hg", ".svn", "node_modules", "__pycache__", "*.pyc",
            ".venv",
            "venv", ".tox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".idea", ".vscode", ".DS_Store", "*~", ".#*",
            "#*#", "*.swp", "*.swo", "*.swx", "4913", "*.tmp", "*___jb_tmp___", "*___jb_old___");

    /** The longest delay of a report of changes while files go on changing, as a multiple of the debounce time. */
    private static final int MOST_WAITS = 10;
    private static final int LONGEST_NAME = 120;
    private static final int MOST_COUNTED = 2_000;

    private final TargetName target;
    private final SourceFiles files;
    private final List<Glob> globs;
    private final List<PathMatcher> ignoredNames = new ArrayList<>();
    private final List<Glob> ignoredPaths = new ArrayList<>();
    private final Set<Path> changes = new LinkedHashSet<>();
    private long firstAt;
    private long lastAt;

    Watched(TargetName target, SourceFiles files) {
        this.target = target;
        this.files = files;
        this.globs = files.patterns().stream().map(pattern -> Glob.of(pattern, files.folder())).toList();
        List<String> all = new ArrayList<>(ALWAYS_IGNORED);
        all.addAll(files.ignored());
        for (String pattern : all) {
            if (pattern.contains("/")) {
                ignoredPaths.add(Glob.of(pattern, files.folder()));
            } else {
                ignoredNames.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
            }
        }
    }

    TargetName target() {
        return target;
    }

    SourceFiles files() {
        return files;
    }

    /** The topmost folders to watch for this target; the walk to the folders below begins here. */
    List<Path> roots() {
        return globs.stream().map(Glob::root).distinct().toList();
    }

    boolean needs(Path folder) {
        return globs.stream().anyMatch(glob -> glob.mayHold(folder)) && !isIgnored(folder);
    }

    boolean counts(Path file) {
        return globs.stream().anyMatch(glob -> glob.matches(file)) && !isIgnored(file);
    }

    private boolean isIgnored(Path path) {
        if (ignoredPaths.stream().anyMatch(glob -> glob.matches(path))) {
            return true;
        }
        Path below = globs.stream().map(Glob::root).filter(path::startsWith).findFirst()
                .map(root -> root.relativize(path)).orElse(path);
        for (Path name : below) {
            if (ignoredNames.stream().anyMatch(matcher -> matcher.matches(name))) {
                return true;
            }
        }
        return false;
    }

    void changed(Path file, long now) {
        firstAt = changes.isEmpty() ? now : firstAt;
        lastAt = now;
        if (changes.size() < MOST_COUNTED) {
            changes.add(file);
        }
    }

    boolean isPending() {
        return !changes.isEmpty();
    }

    /**
     * The time at which the target's changes are to be reported if no further file changes, by {@link
     * System#nanoTime}.
     */
    long dueAt() {
        long wait = files.debounce().toNanos();
        return Math.min(lastAt + wait, firstAt + wait * MOST_WAITS);
    }

    /** Describes the target's changes in words, and then clears them. */
    String told() {
        int others = changes.size() - 1;
        String name = name(changes.iterator().next());
        String more = changes.size() < MOST_COUNTED ? "" : "at least ";
        changes.clear();
        return name + (others == 0 ? "" : " and " + more + others + " other " + (others == 1 ? "file" : "files"))
                + " changed";
    }

    private String name(Path file) {
        Path folder = files.folder().normalize();
        String name = (file.startsWith(folder) && !file.equals(folder) ? folder.relativize(file) : file).toString()
                .replaceAll("\\p{Cntrl}", "?");
        return name.length() <= LONGEST_NAME ? name : "…" + name.substring(name.length() - LONGEST_NAME);
    }
}
