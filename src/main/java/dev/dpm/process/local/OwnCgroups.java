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
 * Creates a cgroup for each launch of a target. The name of the cgroup is the launch's {@code _DPM_COOKIE}; since an
 * unprivileged process cannot leave its cgroup, this shows which processes belong to the launch. With {@link
 * CgroupLimits}, the cgroup also limits them. Thread-safe.
 */
public final class OwnCgroups {

    /**
     * How often the processes of a target are moved into its cgroup. Once is not enough, since a process may fork
     * meanwhile.
     */
    private static final int LOOKS = 2;
    /** The largest number of removed cgroups whose last counts of killed processes and of refused forks stay in memory. */
    private static final int MOST_COUNTS = 256;
    /** The shortest time between two attempts to remove empty cgroups. */
    private static final Duration BETWEEN_SWEEPS = Duration.ofMillis(20);

    private final String homeKey;
    private final Optional<CgroupPlace> place;
    private final Map<Incarnation, Path> folders = new ConcurrentHashMap<>();
    private final AtomicLong sweptAt = new AtomicLong(System.nanoTime() - BETWEEN_SWEEPS.toNanos());
    /**
     * Whether a thread of the runner could not leave the cgroup of a target. From then on, no more cgroups are created.
     */
    private volatile boolean broken;
    private final Map<Incarnation, TargetCgroup> limited = new ConcurrentHashMap<>();
    /** The number of processes that the kernel had killed for lack of memory in a cgroup when the cgroup was removed. */
    private final Map<Incarnation, Long> kills = latest();
    /** The last figures of removed cgroups, if the kernel refused forks in them because of a limit. */
    private final Map<Incarnation, CgroupUse> refusing = latest();
    private LimitPlaces places;

    private OwnCgroups(String homeKey, Optional<CgroupPlace> place) {
        this.homeKey = homeKey;
        this.place = place;
    }

    /** Returns an object that creates no cgroups for targets. */
    public static OwnCgroups none() {
        return new OwnCgroups("", Optional.empty());
    }

    /** Returns an object that creates cgroups in the first cgroup hierarchy in which the runner may do that. */
    public static OwnCgroups ofThisMachine(String homeKey) {
        return new OwnCgroups(homeKey, CgroupPlace.find("/proc"));
    }

    /** Returns an object that creates cgroups only for targets with limits. */
    public static OwnCgroups onlyForLimits(String homeKey) {
        return new OwnCgroups(homeKey, Optional.empty());
    }

    interface Fork<T> {
        T perform() throws IOException;
    }

    /**
     * Performs a fork so that the child starts in the cgroup of its launch. With cgroups version 1, the forking thread
     * moves into this cgroup before, since the child starts in the cgroup of this thread.
     */
    <T> T inside(Incarnation life, Fork<T> fork) throws IOException {
        if (limited.containsKey(life)) {
            // the process of a target with limits joins its cgroup itself, and checks of such a target run outside of it
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
        // for the kernel, 0 means the writing thread (cgroup_procs_write_start in kernel/cgroup/cgroup.c)
        return write(folder.resolve(CgroupPlace.joinFile(false)), 0);
    }

    /** Moves a new child and its descendants into the cgroup of their launch (cgroups version 2). */
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
     * Creates the cgroups for the limits of a target before its launch.
     *
     * @return the paths of the files into which the new process writes 0 to join the cgroups
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
     * Sets the limits of a running target, and moves its processes into the cgroups for them.
     *
     * @param living returns the living processes of the target
     * @param cgroups the content of {@code /proc/PID/cgroup} of one of them
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

    /** What a launch uses of the limits of its cgroups; {@link CgroupUse#NONE} if it has no cgroups with limits. */
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
            // the cgroup exists already: it was created for a check, or for a launch that failed
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

    /** Finds the cgroup that an earlier runner made for a launch, so that this object uses it from now on. */
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

    /** Removes the cgroup of an ended launch. The kernel refuses this while a process is in the cgroup (cgroups(7)). */
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

    /** Tries again to remove the cgroups of ended launches, at most once in {@link #BETWEEN_SWEEPS}. */
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
