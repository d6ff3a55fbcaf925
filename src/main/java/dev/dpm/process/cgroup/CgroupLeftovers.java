package dev.dpm.process.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Removes empty cgroups of killed runners. The kernel refuses to remove one with a process (rmdir(2), cgroups(7)). */
public final class CgroupLeftovers {

    /** A younger cgroup may belong to a launch that has just begun. */
    static final Duration YOUNG = Duration.ofMinutes(10);
    static final int MOST = 500;

    private static final Pattern NAME = Pattern.compile("dpm:([0-9a-f]{1,8}):[a-z0-9][a-z0-9._-]{0,62}:[0-9]{1,18}.*");

    private CgroupLeftovers() {
    }

    public static Set<Path> bases() {
        Set<Path> bases = new HashSet<>(LimitPlaces.ofThisMachine().bases());
        CgroupPlace.find("/proc").map(CgroupPlace::folder).ifPresent(bases::add);
        return bases;
    }

    /**
     * Removes empty cgroups.
     *
     * @param livingHomes homes of living runners, whose cgroups stay; empty: unknown, so nothing is removed
     * @return their number
     */
    public static int sweep(Set<Path> bases, Supplier<Optional<Set<String>>> livingHomes, Instant now) {
        List<Path> left = bases.stream().flatMap(base -> leftovers(base, now).stream()).limit(MOST).toList();
        if (left.isEmpty()) {
            return 0;
        }
        // read after the folders, so that a runner which has started meanwhile counts
        Optional<Set<String>> living = livingHomes.get();
        int removed = 0;
        for (Path folder : left) {
            if (living.isPresent() && homeOf(folder).filter(key -> !living.get().contains(key)).isPresent()) {
                removed += remove(folder) ? 1 : 0;
            }
        }
        return removed;
    }

    private static boolean remove(Path folder) {
        try {
            return Files.deleteIfExists(folder);
        } catch (IOException inUse) {
            // a process uses the cgroup, or the cgroup belongs to another user
            return false;
        }
    }

    private static List<Path> leftovers(Path base, Instant now) {
        try (Stream<Path> all = Files.list(base)) {
            return all.filter(folder -> homeOf(folder).isPresent() && isOld(folder, now)
                    && LimitPlaces.pids(folder).isEmpty()).limit(MOST).toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** The home in a cgroup's name; empty: no runner made it. */
    private static Optional<String> homeOf(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static boolean isOld(Path folder, Instant now) {
        try {
            return Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(now.minus(YOUNG));
        } catch (IOException gone) {
            return false;
        }
    }
}
