package dev.dpm.config.resolve;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.process.NativePaths;

/** Warns about watched patterns for a whole file system, home folder or system folder. */
final class WideWatch {

    /** Folders with thousands of subfolders or constant changes (file-hierarchy(7)). */
    private static final Set<String> SYSTEM = Set.of("/", "/dev", "/home", "/lib", "/media", "/mnt", "/proc", "/run",
            "/sys", "/tmp", "/usr", "/var");
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");
    private static final String ANY_DEPTH = "**";

    private WideWatch() {
    }

    static void warn(Settings settings, Path folder, String home, Findings findings) {
        settings.given(Options.WATCH).ifPresent(given -> roots(settings.get(Options.WATCH), folder, home)
                .forEach(root -> findings.warning(given.origin().place() + ": everything below "
                        + ConfigFault.quoted(root) + " is watched, so changes that have nothing to do with the target "
                        + "restart it; name the folders of its sources, such as src/**/*.py")));
    }

    /** The folders that a pattern covers at any depth, and that are too large to be watched. */
    static List<String> roots(List<String> patterns, Path folder, String home) {
        return patterns.stream().flatMap(pattern -> root(pattern, folder).stream()).map(NativePaths::text)
                .filter(root -> SYSTEM.contains(root) || root.equals(home)).distinct().toList();
    }

    /** The folder that a pattern covers with all subfolders; empty: the pattern covers a fixed depth only. */
    private static Optional<Path> root(String pattern, Path folder) {
        Path root = folder;
        if (pattern.startsWith("/")) {
            root = Path.of("/");
        }
        for (String part : pattern.split("/+")) {
            if (part.equals(ANY_DEPTH)) {
                break;
            }
            if (WILD.matcher(part).find()) {
                return Optional.empty();
            }
            root = root.resolve(part);
        }
        return Optional.of(root.normalize());
    }
}
