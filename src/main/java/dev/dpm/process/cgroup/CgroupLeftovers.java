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

/**
 * Removes empty cgroups that killed runners left behind, where the runner's home no longer exists, so that no later
 * runner of that home removes them. The kernel refuses to remove a cgroup with a process in it (rmdir(2), cgroups(7)),
 * so a process that enters a cgroup during the removal is safe.
 */
public final class CgroupLeftovers {

    /**
     * The age from which an empty cgroup may be removed. A younger cgroup may belong to a launch that has just begun,
     * of a runner that this runner cannot see.
     */
    static final Duration YOUNG = Duration.ofMinutes(10);
    /** The largest number of leftover cgroups that one call of {@link #sweep} removes. */
    static final int MOST = 500;

    private static final Pattern NAME = Pattern.compile("dpm:([0-9a-f]{1,8}):[a-z0-9][a-z0-9._-]{0,62}:[0-9]{1,18}.*");

    private CgroupLeftovers() {
    }

    /** The folders on this machine below which a runner of this user creates cgroups. */
    public static Set<Path> bases() {
        Set<Path> bases = new HashSet<>(LimitPlaces.ofThisMachine().bases());
        CgroupPlace.find("/proc").map(CgroupPlace::folder).ifPresent(bases::add);
        return bases;
    }

    /**
     * Removes the leftovers below some folders.
     *
     * @param livingHomes the keys of the homes of all living runners of this user; empty: the living runners are
     *     unknown, and nothing is removed
     * @return the number of cgroups that were removed
     */
    public static int sweep(Set<Path> bases, Supplier<Optional<Set<String>>> livingHomes, Instant now) {
        List<Path> left = bases.stream().flatMap(base -> leftovers(base, now).stream()).limit(MOST).toList();
        if (left.isEmpty()) {
            return 0;
        }
        // the living runners are read after the list of folders, so that a runner that has started in between counts as
        // living
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

    /**
     * The key of the runner's home, which is part of the name of a cgroup. Empty: no runner created this cgroup for an
     * incarnation.
     */
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
