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
 * Creates a cgroup for each run of a target, where possible. The cgroup has the text of the {@code _DPM_COOKIE} as its
 * name, and processes cannot overwrite the name, unlike the variable. The cgroup only marks processes and limits
 * nothing. A target with {@link CgroupLimits} has cgroups that enforce these limits instead. Where no cgroup can be
 * created, targets are launched without one. Several threads may use one instance.
 */
public final class OwnCgroups {

    /**
     * How often the runner moves the processes of a target into the target's cgroup. Once may not be enough, since a
     * process can fork during the move.
     */
    private static final int LOOKS = 2;
    /**
     * The largest number of removed cgroups of which the last figures are stored. A few suffice, since the end of a
     * target's process is reported right after the removal of its cgroup.
     */
    private static final int MOST_COUNTS = 256;
    /**
     * The shortest time between two sweeps, which remove the cgroups of ended targets. Hundreds of targets that end
     * together thus cause only one sweep.
     */
    private static final Duration BETWEEN_SWEEPS = Duration.ofMillis(20);

    private final String homeKey;
    private final Optional<CgroupPlace> place;
    private final Map<Incarnation, Path> folders = new ConcurrentHashMap<>();
    private final AtomicLong sweptAt = new AtomicLong(System.nanoTime() - BETWEEN_SWEEPS.toNanos());
    /**
     * True after a thread of the runner could not leave a target's cgroup. A process that this thread forks later would
     * count as the target's, so the runner creates no more cgroups.
     */
    private volatile boolean broken;
    /** The cgroups of incarnations with limits. */
    private final Map<Incarnation, TargetCgroup> limited = new ConcurrentHashMap<>();
    /** The last count of OOM kills in an incarnation's cgroup that was removed, by incarnation. */
    private final Map<Incarnation, Long> kills = latest();
    /** The last figures of an incarnation's removed cgroup in which the kernel had refused forks, by incarnation. */
    private final Map<Incarnation, CgroupUse> refusing = latest();
    /** The folders in which the runner can create cgroups with limits; null as long as no target has had a limit. */
    private LimitPlaces places;

    private OwnCgroups(String homeKey, Optional<CgroupPlace> place) {
        this.homeKey = homeKey;
        this.place = place;
    }

    /** An instance that creates no cgroups for targets. */
    public static OwnCgroups none() {
        return new OwnCgroups("", Optional.empty());
    }

    /**
     * An instance that creates a cgroup for each run of a target, in the first hierarchy of this machine in which the
     * runner may create cgroups.
     */
    public static OwnCgroups ofThisMachine(String homeKey) {
        return new OwnCgroups(homeKey, CgroupPlace.find("/proc"));
    }

    /** An instance that creates cgroups only for targets with limits. */
    public static OwnCgroups onlyForLimits(String homeKey) {
        return new OwnCgroups(homeKey, Optional.empty());
    }

    /** An action that forks a child of the runner. */
    interface Fork<T> {
        T perform() throws IOException;
    }

    /**
     * Forks in such a way that the child starts in the cgroup of its incarnation. On version 1, a single thread can be
     * in another cgroup than the rest of its process, and its children start in the thread's cgroup.
     */
    <T> T inside(Incarnation life, Fork<T> fork) throws IOException {
        if (limited.containsKey(life)) {
            // the launch of a target with limits joins the cgroup by itself, and a check of such a target runs outside
            // of the cgroup
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
        // the runner's own thread writes 0, which the kernel reads as the writing thread (cgroup_attach_permissions and
        // cgroup_procs_write_start in the kernel)
        return write(folder.resolve(CgroupPlace.joinFile(false)), 0);
    }

    /**
     * Moves a child into the cgroup of its incarnation on version 2, which allows the move only after the fork.
     * Processes that the child has forked by then are moved after the child.
     */
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
     * Creates the cgroups that enforce an incarnation's limits, before the launch. If a cgroup cannot be created,
     * {@link #limit} reports the reason later.
     *
     * @return the files into which the launched process writes 0 to join the cgroups
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
     * Sets the limits of a running incarnation, and moves its processes into the cgroups that enforce the limits.
     *
     * @param living the processes of the incarnation
     * @param cgroups {@code /proc/PID/cgroup} of one of these processes, by which cgroups of an earlier runner are
     *     found
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

    /** Makes a map that stores only the newest {@link #MOST_COUNTS} entries. */
    private static <V> Map<Incarnation, V> latest() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Incarnation, V> eldest) {
                return size() > MOST_COUNTS;
            }
        });
    }

    /**
     * The figures of the cgroups that enforce an incarnation's limits; {@link CgroupUse#NONE} where there are no such
     * cgroups. For removed cgroups in which the kernel had refused forks, the last figures are returned.
     */
    public CgroupUse use(Incarnation life) {
        TargetCgroup group = limited.get(life);
        CgroupUse now = group == null ? CgroupUse.NONE : group.use();
        return now.refusedForks() < 0 ? refusing.getOrDefault(life, now) : now;
    }

    /**
     * The pids of the processes in the cgroups that enforce an incarnation's limits; empty where there are no such
     * cgroups.
     */
    List<Long> inside(Incarnation life) {
        TargetCgroup group = limited.get(life);
        return group == null ? List.of() : group.processes();
    }

    /**
     * Kills all processes in the cgroups that enforce an incarnation's limits, where the kernel can do so in one step.
     */
    void kill(Incarnation life) {
        TargetCgroup group = limited.get(life);
        if (group != null) {
            group.kill();
        }
    }

    /**
     * The count of OOM kills in the cgroup that enforces an incarnation's memory limit; empty where there is no such
     * cgroup.
     */
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
            // the cgroup exists already, because the order launches a check of a running target, or because an earlier
            // launch failed
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

    /** Uses from now on the cgroup that an earlier runner created for an incarnation, in whatever folder it is. */
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

    /**
     * Removes the cgroup of an incarnation that has ended. The kernel refuses the removal while a process lives in the
     * cgroup (rmdir(2)).
     */
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
            // another program put a process into the cgroup, or the kernel still counts the last process; the removal
            // is tried again later
        }
    }

    /**
     * Tries again to remove the cgroups of targets that have ended, but not more often than every
     * {@link #BETWEEN_SWEEPS}.
     */
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
