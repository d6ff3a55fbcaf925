package dev.dpm.process.cgroup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.process.CgroupLimits.Kind;
import dev.dpm.process.cgroup.UnifiedBase.Choice;
import dev.dpm.process.cgroup.UnifiedBase.View;

/**
 * The folders below which the runner creates cgroups with limits: with cgroups version 1 one folder for each kind of
 * limit, with version 2 the same folder for all kinds.
 */
public final class LimitPlaces {

    private static final int MOST_ANCESTORS = 64;
    /**
     * How often the runner tries to move its processes into another cgroup. One try may not be enough, since a process
     * may fork meanwhile.
     */
    private static final int TRIES = 10;

    private final String proc;
    private final Map<Kind, CgroupPlace> places = new EnumMap<>(Kind.class);
    private final Map<Kind, String> refusals = new EnumMap<>(Kind.class);

    private LimitPlaces(String proc) {
        this.proc = proc;
    }

    /** Finds the folders on this machine below which this process can create cgroups with limits. */
    public static LimitPlaces ofThisMachine() {
        return find("/proc");
    }

    /**
     * Finds the folders below which this process can create cgroups with limits.
     *
     * @param proc {@code /proc}, or another folder in its place
     */
    public static LimitPlaces find(String proc) {
        LimitPlaces found = new LimitPlaces(proc);
        Map<Kind, CgroupPlace> unified = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Optional<CgroupPlace> own = CgroupPlace.of(proc, kind.controller());
            if (own.isEmpty()) {
                found.refusals.put(kind, "no cgroup with the controller " + kind.controller() + " is mounted here");
            } else if (own.get().readOnly()) {
                found.refusals.put(kind, own.get().mount() + " is read-only");
            } else if (own.get().unified()) {
                unified.put(kind, own.get());
            } else if (own.get().mayMake()) {
                found.places.put(kind, own.get());
            } else {
                found.refusals.put(kind, own.get().folder() + " may not be written by the runner's user");
            }
        }
        if (!unified.isEmpty()) {
            found.choose(unified);
        }
        return found;
    }

    /** Why this kind of limit is impossible on this machine; empty if no obstacle is known. */
    public Optional<String> refusal(Kind kind) {
        return Optional.ofNullable(refusals.get(kind));
    }

    private void choose(Map<Kind, CgroupPlace> unified) {
        CgroupPlace own = unified.values().iterator().next();
        Optional<CgroupPlace> parent = own.parent();
        View inside = view(own);
        View around = parent.map(this::view).orElse(inside);
        Set<String> wanted = unified.keySet().stream().map(Kind::controller).collect(Collectors.toSet());
        Optional<Choice> choice = UnifiedBase.choose(inside, own.folder().endsWith(UnifiedBase.LEAF), around, wanted);
        CgroupPlace base = choice.filter(Choice.AROUND::equals).flatMap(some -> parent).orElse(own);
        for (Kind kind : unified.keySet()) {
            if (choice.isEmpty()) {
                refusals.put(kind, UnifiedBase.refusal(own.folder().toString(), inside));
            } else if (words(base.folder().resolve("cgroup.controllers")).contains(kind.controller())) {
                places.put(kind, base);
            } else {
                refusals.put(kind, "the controller " + kind.controller() + " is not delegated to " + base.folder());
            }
        }
    }

    private View view(CgroupPlace place) {
        Path folder = place.folder();
        List<Long> inside = pids(folder);
        long self = self();
        List<Long> runners = inside.stream().filter(pid -> isBelow(pid, self) || isStarter(pid, self)).toList();
        return new View(place.mayMake(), !Files.exists(folder.resolve("cgroup.type")),
                words(folder.resolve("cgroup.controllers")), words(folder.resolve("cgroup.subtree_control")),
                !runners.isEmpty(), inside.size() > runners.size());
    }

    private long self() {
        return CgroupPlace.lines(proc + "/self/stat").stream().findFirst()
                .map(line -> Long.parseLong(line.split(" ", 2)[0])).orElse(ProcessHandle.current().pid());
    }

    private boolean isBelow(long pid, long self) {
        long at = pid;
        for (int generation = 0; generation < MOST_ANCESTORS && at > 1 && at != self; generation++) {
            Optional<Long> parent = parent(at);
            if (parent.isEmpty()) {
                return at == pid;
            }
            at = parent.get();
        }
        return at == self;
    }

    /**
     * Whether a process is the parent of this runner and runs the same program: the dpm-runner command that started the
     * runner.
     */
    private boolean isStarter(long pid, long self) {
        try {
            return parent(self).filter(parent -> parent == pid).isPresent()
                    && Files.readSymbolicLink(Path.of(proc, Long.toString(pid), "exe"))
                            .equals(Files.readSymbolicLink(Path.of(proc, Long.toString(self), "exe")));
        } catch (IOException hiddenOrGone) {
            return false;
        }
    }

    private Optional<Long> parent(long pid) {
        return CgroupPlace.lines(proc + "/" + pid + "/stat").stream().findFirst()
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "))
                .map(fields -> Long.valueOf(fields[1]));
    }

    static List<Long> pids(Path folder) {
        return CgroupPlace.lines(folder.resolve("cgroup.procs").toString()).stream()
                .filter(line -> line.matches("[1-9][0-9]{0,9}")).map(Long::valueOf).toList();
    }

    private static Set<String> words(Path file) {
        return CgroupPlace.lines(file.toString()).stream().flatMap(line -> Stream.of(line.split(" ")))
                .filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }

    /**
     * Creates the cgroups with the limits of one launch.
     *
     * @param name the name of the cgroups
     * @param faults receives a sentence for each cgroup that cannot be created
     */
    public TargetCgroup make(String name, List<Kind> kinds, List<String> faults) {
        TargetCgroup made = new TargetCgroup();
        for (Kind kind : kinds) {
            CgroupPlace place = places.get(kind);
            if (place == null) {
                faults.add(LimitWords.unheld(kind, refusals.getOrDefault(kind, "there is no place for a cgroup")));
                continue;
            }
            try {
                if (place.unified()) {
                    enable(place.folder(), kind.controller());
                }
                made.add(kind, folder(place, name));
            } catch (IOException refused) {
                faults.add(LimitWords.unheld(kind, refused.getMessage()));
            }
        }
        return made;
    }

    private static Path folder(CgroupPlace place, String name) throws IOException {
        Path folder = place.folder().resolve(name);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException known) {
            // the folder exists already, since another kind of limit uses it too
        }
        return folder;
    }

    /**
     * Enables a controller for the cgroups below {@code base}. With cgroups version 2, the runner must leave {@code base}
     * before that, and moves into the cgroup {@link UnifiedBase#LEAF} below it.
     */
    private void enable(Path base, String controller) throws IOException {
        for (int tries = 1; !words(base.resolve("cgroup.subtree_control")).contains(controller); tries++) {
            if (UnifiedBase.mustLeave(view(new CgroupPlace(base, "/", base, true, "", false)))) {
                leave(base);
            }
            try {
                TargetCgroup.write(base.resolve("cgroup.subtree_control"), "+" + controller);
                return;
            } catch (IOException busy) {
                if (tries == TRIES) {
                    throw busy;
                }
            }
        }
    }

    private static void leave(Path base) throws IOException {
        Path leaf = base.resolve(UnifiedBase.LEAF);
        if (!Files.isDirectory(leaf)) {
            Files.createDirectory(leaf);
        }
        for (long pid : pids(base)) {
            try {
                TargetCgroup.write(leaf.resolve("cgroup.procs"), Long.toString(pid));
            } catch (IOException ended) {
                // the process has ended, or the next call of this method moves it
            }
        }
    }

    public TargetCgroup of(byte[] cgroups, String name) {
        TargetCgroup found = new TargetCgroup();
        places.forEach((kind, place) -> place.of(cgroups).filter(folder -> folder.endsWith(name))
                .ifPresent(folder -> found.add(kind, folder)));
        return found;
    }

    Set<Path> bases() {
        return places.values().stream().map(CgroupPlace::folder).collect(Collectors.toSet());
    }

    /** Removes the empty cgroups whose names begin with this text. An earlier runner has left them. */
    public void sweep(String beginning) {
        for (Path base : bases()) {
            for (Path left : leftovers(base, beginning)) {
                try {
                    Files.deleteIfExists(left);
                } catch (IOException inUse) {
                    // the cgroup contains a process, so it stays
                }
            }
        }
    }

    private static List<Path> leftovers(Path base, String beginning) {
        try (Stream<Path> all = Files.list(base)) {
            return all.filter(one -> one.getFileName().toString().startsWith(beginning)).toList();
        } catch (IOException unreadable) {
            return new ArrayList<>();
        }
    }
}
