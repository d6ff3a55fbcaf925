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
 * Removes the empty cgroups that killed runners have left. The kernel does not remove a cgroup that contains a process
 * (cgroups(7)).
 */
public final class CgroupLeftovers {

    /** The smallest age of a cgroup that is removed. A younger cgroup may belong to a launch that has just begun. */
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
     * Removes the empty cgroups that runners made directly below these folders, except the cgroups of living runners.
     *
     * @param livingHomes returns the keys of the homes of living runners ({@link dev.dpm.process.Cookie#homeKey});
     *     empty if unknown, and then nothing is removed
     * @return the number of removed cgroups
     */
    public static int sweep(Set<Path> bases, Supplier<Optional<Set<String>>> livingHomes, Instant now) {
        List<Path> left = bases.stream().flatMap(base -> leftovers(base, now).stream()).limit(MOST).toList();
        if (left.isEmpty()) {
            return 0;
        }
        // the living runners are looked up after the cgroups, so that a runner that started between the two is among them
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

    /** The text in a cgroup's name that identifies the home folder of the runner which made the cgroup; empty if no runner made it. */
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
