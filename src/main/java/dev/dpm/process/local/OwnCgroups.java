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
 * A cgroup for each life, where one can be made: its name is a cookie that no process of the target's can write over, and
 * that all it forks inherit. Nothing is limited or measured by it. Where none can be made, or making one fails, launches
 * go on without. May be asked from several threads.
 */
public final class OwnCgroups {

    private final String homeKey;
    private final Optional<CgroupPlace> place;
    private final Map<Incarnation, Path> folders = new ConcurrentHashMap<>();
    /** A thread of ours could not come back: its next fork would be taken for a target's. */
    private volatile boolean broken;

    private OwnCgroups(String homeKey, Optional<CgroupPlace> place) {
        this.homeKey = homeKey;
        this.place = place;
    }

    /** No life gets one. */
    public static OwnCgroups none() {
        return new OwnCgroups("", Optional.empty());
    }

    /** In the first hierarchy of this machine in which the runner may make them. */
    public static OwnCgroups ofThisMachine(String homeKey) {
        return new OwnCgroups(homeKey, CgroupPlace.find("/proc"));
    }

    /** Something that forks. */
    interface Fork<T> {
        T perform() throws IOException;
    }

    /**
     * Forks so that the child is born in the cgroup of its life: on version 1 a single thread can be in another cgroup
     * than its process, and what it forks is where it is.
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
        // 0 stands for the thread that writes (cgroup_attach_permissions and cgroup_procs_write_start in the kernel)
        return write(folder.resolve(CgroupPlace.door(false)), 0);
    }

    /** On version 2 a child can only be moved once it is there; what it has forked meanwhile is moved after it. */
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
            // a check of a life that goes on, or a launch that failed before
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

    /** The cgroup that an earlier runner made for a life, wherever that runner was. */
    void adopt(Incarnation life, byte[] cgroups) {
        String name = new Cookie(homeKey, life).cgroup();
        place.filter(some -> !folders.containsKey(life)).flatMap(some -> some.of(cgroups))
                .filter(folder -> folder.endsWith(name)).ifPresent(folder -> folders.put(life, folder));
    }

    /** Nothing of a life lives any more; the kernel refuses to remove a cgroup in which something does (rmdir(2)). */
    void over(Incarnation life) {
        Path folder = folders.get(life);
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder);
            folders.remove(life);
        } catch (IOException stillInUse) {
            // a process of another life was put into it, or the kernel is not done with the last one: asked again
        }
    }

    /** Tries again to remove what could not be removed, beside the lives that are known. */
    void sweep(KnownMembers knownMembers) {
        folders.keySet().stream().filter(life -> !knownMembers.isKnown(life)).forEach(this::over);
    }
}
