package dev.dpm.process.local;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.Cookie;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LimitsResult;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.cgroup.CgroupPlace;
import dev.dpm.process.cgroup.LimitPlaces;
import dev.dpm.process.cgroup.TargetCgroup;

/**
 * Creates a cgroup for each launch, named by its {@code _DPM_COOKIE}, which processes cannot change. It marks them; with {@link
 * CgroupLimits} it also limits them. Thread-safe.
 */
public final class OwnCgroups {

    /** How often processes are moved, since one may fork meanwhile. */
    private static final int LOOKS = 2;
    /** The number of removed cgroups whose figures are stored. */
    private static final int MOST_COUNTS = 256;
    /** The shortest time between two removals of empty cgroups. */
    private static final Duration BETWEEN_SWEEPS = Duration.ofMillis(20);

    private final String homeKey;
    private final Optional<CgroupPlace> place;
    private final Map<Incarnation, Path> folders = new ConcurrentHashMap<>();
    private final AtomicLong sweptAt = new AtomicLong(System.nanoTime() - BETWEEN_SWEEPS.toNanos());
    /** True after a thread of the runner could not leave a target's cgroup. No more cgroups are created then. */
    private volatile boolean broken;
    /** The cgroups of incarnations with limits. */
    private final Map<Incarnation, TargetCgroup> limited = new ConcurrentHashMap<>();
    /** The last number of OOM kills in removed cgroups. */
    private final Map<Incarnation, Long> kills = latest();
    /** The last figures of removed cgroups with refused forks. */
    private final Map<Incarnation, CgroupUse> refusing = latest();
    private LimitPlaces places;

    private OwnCgroups(String homeKey, Optional<CgroupPlace> place) {
        this.homeKey = homeKey;
        this.place = place;
    }

    /** An instance that creates no cgroups for targets. */
    public static OwnCgroups none() {
        return new OwnCgroups("", Optional.empty());
    }

    /** Creates cgroups in the first hierarchy where the runner may. */
    public static OwnCgroups ofThisMachine(String homeKey) {
        return new OwnCgroups(homeKey, CgroupPlace.find("/proc"));
    }

    /** Creates cgroups for targets with limits only. */
    public static OwnCgroups onlyForLimits(String homeKey) {
        return new OwnCgroups(homeKey, Optional.empty());
    }

    interface Fork<T> {
        T perform() throws IOException;
    }

    /** Forks so that the child starts in its cgroup. On version 1, one thread can be in another cgroup, and its children too. */
    <T> T inside(Incarnation life, Fork<T> fork) throws IOException {
        if (limited.containsKey(life)) {
            // a target with limits joins by itself, and its checks run outside
            return fork.perform();
        }
        Optional<Path> folder = place.filter(some -> !some.unified() && !broken).flatMap(some -> make(life));
        if (folder.isEmpty() || !enter(folder.get())) {
            return fork.perform();
        }
        try {
            return fork.perform();
        } finally {
            broken |= !enter(place.orElseThrow().folder());
        }
    }

    private static boolean enter(Path folder) {
        // the kernel reads 0 as the writing thread (cgroup_attach_permissions, cgroup_procs_write_start)
        return write(folder.resolve(CgroupPlace.joinFile(false)), 0);
    }

    /** Moves a child into its cgroup after the fork (version 2), with its own children. */
    void take(Incarnation life, ProcessIdentity main, ProcFiles proc) {
        if (limited.containsKey(life)) {
            return;
        }
        place.filter(CgroupPlace::unified).flatMap(some -> make(life)).ifPresent(folder -> {
            TreeWalk walk = new TreeWalk(proc, ProcessHandle.current().pid());
            write(folder.resolve(CgroupPlace.joinFile(true)), main.pid());
            walk.from(main);
            walk.found().stream().filter(one -> !one.equals(main))
                    .forEach(one -> write(folder.resolve(CgroupPlace.joinFile(true)), one.pid()));
        });
    }

    private synchronized LimitPlaces places() {
        if (places == null) {
            places = LimitPlaces.ofThisMachine();
            places.sweep(Cookie.cgroupsOf(homeKey));
        }
        return places;
    }

    /**
     * Creates the cgroups for limits before a launch.
     *
     * @return files into which the process writes 0 to join
     */
    List<String> joinFiles(Incarnation life, CgroupLimits limits) {
        if (limits.areNone()) {
            return List.of();
        }
        List<String> untold = new ArrayList<>();
        TargetCgroup group = group(life, limits, untold);
        group.hold(limits, untold);
        return group.joinFiles();
    }

    private TargetCgroup group(Incarnation life, CgroupLimits limits, List<String> faults) {
        TargetCgroup known = limited.get(life);
        if (known != null && known.has(limits.kinds())) {
            return known;
        }
        TargetCgroup made = places().make(new Cookie(homeKey, life).cgroup(), limits.kinds(), faults);
        if (known != null) {
            known.add(made);
            return known;
        }
        if (!made.isEmpty()) {
            limited.put(life, made);
        }
        return made;
    }

    /**
     * Sets limits, and moves processes into their cgroups.
     *
     * @param living the processes
     * @param cgroups {@code /proc/PID/cgroup} of one of them
     */
    LimitsResult limit(Incarnation life, CgroupLimits limits, Supplier<List<ProcessIdentity>> living,
            byte[] cgroups) {
        List<String> faults = new ArrayList<>();
        places();
        adoptLimits(life, cgroups, new Cookie(homeKey, life).cgroup());
        TargetCgroup group = group(life, limits, faults);
        group.hold(limits, faults);
        for (int look = 0; look < LOOKS; look++) {
            living.get().forEach(process -> group.take(process.pid(), faults));
        }
        CgroupUse use = group.use();
        return new LimitsResult(use, faults.stream().distinct().toList(), TargetCgroup.remarks(use));
    }

    private static <V> Map<Incarnation, V> latest() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Incarnation, V> eldest) {
                return size() > MOST_COUNTS;
            }
        });
    }

    /** The figures of a launch's cgroups; {@link CgroupUse#NONE}: none. */
    public CgroupUse use(Incarnation life) {
        TargetCgroup group = limited.get(life);
        CgroupUse now = group == null ? CgroupUse.NONE : group.use();
        return now.refusedForks() < 0 ? refusing.getOrDefault(life, now) : now;
    }

    List<Long> inside(Incarnation life) {
        TargetCgroup group = limited.get(life);
        return group == null ? List.of() : group.processes();
    }

    void kill(Incarnation life) {
        TargetCgroup group = limited.get(life);
        if (group != null) {
            group.kill();
        }
    }

    public OptionalLong oomKills(Incarnation life) {
        TargetCgroup group = limited.get(life);
        OptionalLong now = group == null ? OptionalLong.empty() : group.oomKills();
        return now.isEmpty() && kills.containsKey(life) ? OptionalLong.of(kills.get(life)) : now;
    }

    private Optional<Path> make(Incarnation life) {
        Path folder = place.orElseThrow().folder().resolve(new Cookie(homeKey, life).cgroup());
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException known) {
            // the cgroup exists already, for a check or after a failed launch
        } catch (IOException refused) {
            return Optional.empty();
        }
        folders.put(life, folder);
        return Optional.of(folder);
    }

    private static boolean write(Path door, long number) {
        try (FileOutputStream out = new FileOutputStream(door.toFile())) {
            out.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Takes over the cgroup of an earlier runner. */
    void adopt(Incarnation life, byte[] cgroups) {
        String name = new Cookie(homeKey, life).cgroup();
        adoptLimits(life, cgroups, name);
        place.filter(some -> !folders.containsKey(life)).flatMap(some -> some.of(cgroups))
                .filter(folder -> folder.endsWith(name)).ifPresent(folder -> folders.put(life, folder));
    }

    private synchronized void adoptLimits(Incarnation life, byte[] cgroups, String name) {
        if (places != null && !limited.containsKey(life)) {
            TargetCgroup group = places.of(cgroups, name);
            if (!group.isEmpty()) {
                limited.put(life, group);
            }
        }
    }

    /** Removes the cgroup of an ended launch. The kernel refuses while a process lives (rmdir(2)). */
    void over(Incarnation life) {
        TargetCgroup group = limited.get(life);
        if (group != null) {
            group.oomKills().ifPresent(count -> kills.put(life, count));
            CgroupUse last = group.use();
            if (last.refusedForks() > 0) {
                refusing.put(life, last);
            }
            if (group.remove()) {
                limited.remove(life);
            }
        }
        Path folder = folders.get(life);
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder);
            folders.remove(life);
        } catch (IOException stillInUse) {
            // a process is still in the cgroup; the next sweep tries again
        }
    }

    /** Tries again to remove cgroups, at most every {@link #BETWEEN_SWEEPS}. */
    void sweep(KnownMembers knownMembers) {
        long last = sweptAt.get();
        long now = System.nanoTime();
        if (now - last < BETWEEN_SWEEPS.toNanos() || !sweptAt.compareAndSet(last, now)) {
            return;
        }
        folders.keySet().stream().filter(life -> !knownMembers.isKnown(life)).forEach(this::over);
        limited.keySet().stream().filter(life -> !knownMembers.isKnown(life)).forEach(this::over);
    }
}
