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
 * Removes the empty cgroups that killed runners left behind. The next runner of the same home folder would remove them,
 * but there may be none, for instance because the home folder was deleted. The kernel refuses to remove a cgroup with a
 * process in it (rmdir(2), cgroups(7)), so a process that enters a cgroup during the removal is safe.
 */
public final class CgroupLeftovers {

    /**
     * The age from which an empty cgroup may be removed. A younger cgroup may belong to a launch that has just begun,
     * of a runner that this runner cannot see.
     */
    static final Duration YOUNG = Duration.ofMinutes(10);
    /** The largest number of empty cgroups of killed runners that one call of {@link #sweep} removes. */
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
     * Removes, below some folders, the empty cgroups that killed runners left behind.
     *
     * @param livingHomes the keys of the home folders of all living runners of this user, whose cgroups stay; empty:
     *     the living runners are unknown, and nothing is removed
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
     * The key of the home folder of the runner that created a cgroup; it is part of the cgroup's name. Empty: no runner
     * created this cgroup for a target.
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
