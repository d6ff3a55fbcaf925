package dev.dpm.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

import dev.dpm.config.Settings.Setting;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.SourceFiles;

/**
 * The watched files of a target.
 *
 * @param patterns the patterns of the files that are watched; empty: no file is watched
 * @param ignored patterns of files that are not watched
 * @param debounce how long no further change may follow before the runner reacts
 */
public record Watching(List<String> patterns, List<String> ignored, Duration debounce, WatchAction action) {

    static final Watching NONE = new Watching(List.of(), List.of(), Duration.ZERO, WatchAction.RESTART);

    private static final int MOST_PATTERNS = 100;
    private static final int LONGEST = 1000;

    /** The reaction to a changed file ({@code --watch_action}). */
    public enum WatchAction {
        RESTART,
        /** The target rereads its configuration, as after {@code reload NAME}. */
        RELOAD
    }

    public Watching {
        patterns = List.copyOf(patterns);
        ignored = List.copyOf(ignored);
    }

    static Watching of(Settings settings) {
        return settings.find(Options.WATCH).map(patterns -> new Watching(patterns,
                settings.find(Options.WATCH_IGNORE).orElse(List.of()), settings.get(Options.WATCH_DEBOUNCE),
                settings.get(Options.WATCH_ACTION))).orElse(NONE);
    }

    Optional<SourceFiles> in(Path folder) {
        return patterns.isEmpty()
                ? Optional.empty()
                : Optional.of(new SourceFiles(folder, patterns, ignored, debounce));
    }

    /**
     * Parses the patterns for watched files. The text contains all of them, joined by {@link Settings#SEPARATOR}.
     */
    static List<String> globs(String text) throws BadValue {
        String allowed = "patterns of paths below the target's folder, such as src/**/*.py or templates, at most "
                + MOST_PATTERNS;
        List<String> globs = List.of(text.split(Settings.SEPARATOR, -1)).stream().map(String::strip).toList();
        if (globs.size() > MOST_PATTERNS) {
            throw new BadValue(allowed);
        }
        for (String glob : globs) {
            if (glob.length() > LONGEST || glob.isEmpty() || glob.chars().anyMatch(Character::isISOControl)) {
                throw new BadValue(allowed);
            }
            try {
                Path.of("/").getFileSystem().getPathMatcher("glob:" + glob);
            } catch (PatternSyntaxException e) {
                throw new BadValue(allowed + "; " + e.getDescription());
            }
        }
        return globs;
    }

    /** The fault of contradictory watch settings; empty: there is none. */
    public static Optional<ConfigFault> fault(Settings settings) {
        Optional<Setting> watch = settings.given(Options.WATCH);
        if (watch.isPresent() && settings.get(Options.SCHEDULE).isPresent()) {
            return watch.map(given -> ConfigFault.of(given.origin(), Options.WATCH,
                    "is not allowed together with schedule; allowed: for a target that runs all the time"));
        }
        boolean isDeaf = settings.get(Options.RELOAD_SIGNAL).isEmpty()
                && settings.get(Options.RELOAD_COMMAND).isEmpty();
        return settings.given(Options.WATCH_ACTION)
                .filter(given -> given.value() == WatchAction.RELOAD && isDeaf)
                .map(given -> ConfigFault.of(given.origin(), Options.WATCH_ACTION,
                        "'reload' needs reload_signal or reload_command, by which the target rereads its configuration; "
                                + "allowed without them: restart"));
    }
}
