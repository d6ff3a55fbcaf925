package dev.dpm.process.local;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.process.Cookie;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;

/**
 * Makes a cgroup for each incarnation, where possible. The cgroup's name is the cookie; processes of the target inherit
 * the cgroup and cannot overwrite the name. The cgroup limits and measures nothing. Where no cgroup can be made,
 * launches go on without. May be used from several threads.
 */
public final class OwnCgroups {

    private final String homeKey;
    private final Optional<CgroupPlace> place;
    private final Map<Incarnation, Path> folders = new ConcurrentHashMap<>();
    /**
     * True after a thread of the runner could not leave a target's cgroup. The next fork of that thread would be taken
     * for the target's, so no more cgroups are made.
     */
    private volatile boolean broken;

    private OwnCgroups(String homeKey, Optional<CgroupPlace> place) {
        this.homeKey = homeKey;
        this.place = place;
    }

    /** Makes no cgroups. */
    public static OwnCgroups none() {
        return new OwnCgroups("", Optional.empty());
    }

    /** Makes cgroups in the first hierarchy of this machine where the runner may do so. */
    public static OwnCgroups ofThisMachine(String homeKey) {
        return new OwnCgroups(homeKey, CgroupPlace.find("/proc"));
    }

    /** An action that forks. */
    interface Fork<T> {
        T perform() throws IOException;
    }

    /**
     * Forks so that the child is born in the cgroup of its incarnation. On version 1 a single thread can be in another
     * cgroup than the rest of its process, and children of this thread are born in the thread's cgroup.
     */
    <T> T inside(Incarnation life, Fork<T> fork) throws IOException {
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
        // 0 stands for the writing thread (cgroup_attach_permissions and cgroup_procs_write_start in the kernel)
        return write(folder.resolve(CgroupPlace.door(false)), 0);
    }

    /**
     * Moves a child into the cgroup of its incarnation on version 2, which allows the move only after the fork.
     * Processes that the child has forked meanwhile are moved after the child.
     */
    void take(Incarnation life, ProcessIdentity main, ProcFiles proc) {
        place.filter(CgroupPlace::unified).flatMap(some -> make(life)).ifPresent(folder -> {
            TreeWalk walk = new TreeWalk(proc, ProcessHandle.current().pid());
            write(folder.resolve(CgroupPlace.door(true)), main.pid());
            walk.from(main);
            walk.found().stream().filter(one -> !one.equals(main))
                    .forEach(one -> write(folder.resolve(CgroupPlace.door(true)), one.pid()));
        });
    }

    private Optional<Path> make(Incarnation life) {
        Path folder = place.orElseThrow().folder().resolve(new Cookie(homeKey, life).cgroup());
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException known) {
            // the cgroup exists: from a check of a running incarnation, or from a launch that failed before
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

    /** Takes over the cgroup that an earlier runner made for an incarnation, in whatever cgroup that runner was. */
    void adopt(Incarnation life, byte[] cgroups) {
        String name = new Cookie(homeKey, life).cgroup();
        place.filter(some -> !folders.containsKey(life)).flatMap(some -> some.of(cgroups))
                .filter(folder -> folder.endsWith(name)).ifPresent(folder -> folders.put(life, folder));
    }

    /**
     * Removes the cgroup of an incarnation without living processes; the kernel refuses while a process lives
     * (rmdir(2)).
     */
    void over(Incarnation life) {
        Path folder = folders.get(life);
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder);
            folders.remove(life);
        } catch (IOException stillInUse) {
            // a foreign process was put into the cgroup, or the kernel still holds the last process: the removal is
            // tried again later
        }
    }

    /** Tries again to remove the cgroups of incarnations that are no longer known. */
    void sweep(KnownMembers knownMembers) {
        folders.keySet().stream().filter(life -> !knownMembers.isKnown(life)).forEach(this::over);
    }
}
