package dev.dpm.process.cgroup;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupLimits.Kind;
import dev.dpm.process.CgroupUse;

/**
 * The cgroups with the limits of a launch: with cgroups version 1 one for each kind of limit, with version 2 one for all
 * kinds. Thread-safe.
 */
public final class TargetCgroup {

    /** How often removing a cgroup is tried: the kernel may refuse it right after the end of its last process. */
    private static final int TRIES = 20;
    private static final long PAUSE_NANOS = 1_000_000;

    private final Map<Kind, Path> folders = new EnumMap<>(Kind.class);

    synchronized void add(Kind kind, Path folder) {
        folders.put(kind, folder);
    }

    /**
     * Adds the cgroups of {@code other} for those kinds of limits for which this object has none. A target may get a
     * limit of a further kind after its cgroups were made.
     */
    public synchronized void add(TargetCgroup other) {
        other.folders().forEach((kind, folder) -> folders.putIfAbsent(kind, folder));
    }

    private synchronized Map<Kind, Path> folders() {
        return new EnumMap<>(folders);
    }

    public synchronized boolean isEmpty() {
        return folders.isEmpty();
    }

    /** Whether there is a cgroup for each of these kinds of limits. */
    public synchronized boolean has(List<Kind> kinds) {
        return folders.keySet().containsAll(kinds);
    }

    /** The paths of the files into which a process writes 0 to join these cgroups. */
    public List<String> joinFiles() {
        return distinct().stream().map(folder -> folder.resolve("cgroup.procs").toString()).toList();
    }

    private Set<Path> distinct() {
        return new TreeSet<>(folders().values());
    }

    /**
     * Sets these limits on the cgroups, and removes all others.
     *
     * @param faults receives a sentence for each limit that the kernel refuses
     */
    public void hold(CgroupLimits limits, List<String> faults) {
        folders().forEach((kind, folder) -> {
            try {
                for (LimitFiles.Write write : LimitFiles.writes(kind, limits.of(kind), isUnified(folder))) {
                    write(folder.resolve(write.file()), write.text());
                }
            } catch (IOException refused) {
                faults.add(LimitWords.refused(kind, limits, use(), refused.getMessage()));
            }
        });
    }

    /** The present limits of the target's cgroups, and what the target uses of them. */
    public CgroupUse use() {
        Map<Kind, Path> all = folders();
        if (all.isEmpty()) {
            return CgroupUse.NONE;
        }
        CgroupLimits held = CgroupLimits.NONE;
        for (Map.Entry<Kind, Path> one : all.entrySet()) {
            held = held.with(one.getKey(), limit(one.getKey(), one.getValue()));
        }
        Path memory = all.get(Kind.MEMORY_MAX);
        Path pids = all.get(Kind.PIDS_MAX);
        List<String> cpu = all.containsKey(Kind.CPU_QUOTA) ? lines(all.get(Kind.CPU_QUOTA), "cpu.stat") : List.of();
        return new CgroupUse(distinct().stream().map(Path::toString).toList(), held,
                memory == null ? CgroupUse.UNCOUNTED : number(memory, LimitFiles.memory(isUnified(memory))),
                pids == null ? CgroupUse.UNCOUNTED : number(pids, "pids.current"),
                pids == null ? CgroupUse.UNCOUNTED : LimitFiles.keyed(lines(pids, "pids.events"), "max"),
                LimitFiles.keyed(cpu, "nr_periods"), LimitFiles.keyed(cpu, "nr_throttled"));
    }

    /** A sentence for each limit that is lower than the present use. */
    public static List<String> remarks(CgroupUse use) {
        return LimitWords.exceeded(use).stream().toList();
    }

    private static long limit(Kind kind, Path folder) {
        return LimitFiles.limit(kind, LimitFiles.limitFiles(kind, isUnified(folder)).stream()
                .flatMap(file -> lines(folder, file).stream()).collect(Collectors.joining(" ")));
    }

    private static long number(Path folder, String file) {
        return lines(folder, file).stream().mapToLong(line -> LimitFiles.number(line.strip())).findFirst()
                .orElse(CgroupUse.UNCOUNTED);
    }

    private static List<String> lines(Path folder, String file) {
        return CgroupPlace.lines(folder.resolve(file).toString());
    }

    private static boolean isUnified(Path folder) {
        return Files.exists(folder.resolve("cgroup.controllers"));
    }

    /**
     * Moves a process with its threads into these cgroups.
     *
     * @param faults receives a sentence for each cgroup that the process cannot join
     */
    public void take(long pid, List<String> faults) {
        for (Path folder : distinct()) {
            try {
                if (!LimitPlaces.pids(folder).contains(pid)) {
                    write(folder.resolve("cgroup.procs"), Long.toString(pid));
                }
            } catch (IOException refused) {
                if (Files.exists(Path.of("/proc/" + pid + "/cgroup"))) {
                    faults.add("process " + pid + " cannot join " + folder + " and runs without the limit: "
                            + refused.getMessage());
                }
            }
        }
    }

    /** The pids of the processes in the target's cgroups. */
    public List<Long> processes() {
        Set<Long> all = new TreeSet<>();
        distinct().forEach(folder -> all.addAll(LimitPlaces.pids(folder)));
        return new ArrayList<>(all);
    }

    /**
     * Kills all processes in these cgroups in one step ({@code cgroup.kill} of cgroups version 2, Linux 5.14). Without
     * this file, nothing happens.
     */
    public void kill() {
        for (Path folder : distinct()) {
            try {
                if (Files.exists(folder.resolve("cgroup.kill"))) {
                    write(folder.resolve("cgroup.kill"), "1");
                }
            } catch (IOException refused) {
            }
        }
    }

    /**
     * The number of processes in these cgroups that the kernel killed for lack of memory (OOM kills); empty if the kernel
     * does not count them.
     */
    public OptionalLong oomKills() {
        Path folder = folders().get(Kind.MEMORY_MAX);
        if (folder == null) {
            return OptionalLong.empty();
        }
        return CgroupPlace.lines(folder.resolve(LimitFiles.kills(isUnified(folder))).toString()).stream()
                .filter(line -> line.matches("oom_kill [0-9]{1,18}"))
                .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length()))).findFirst();
    }

    public boolean remove() {
        boolean isGone = true;
        for (Path folder : distinct()) {
            isGone &= remove(folder);
        }
        return isGone;
    }

    private static boolean remove(Path folder) {
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                Files.deleteIfExists(folder);
                return true;
            } catch (IOException inUse) {
                if (!LimitPlaces.pids(folder).isEmpty()) {
                    return false;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return false;
    }

    static void write(Path file, String text) throws IOException {
        // if the file is missing, the folder is no cgroup any more, and the file must not be created
        if (!Files.exists(file)) {
            throw new IOException(file + " does not exist");
        }
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException refused) {
            throw new IOException(file + ": " + refused.getMessage(), refused);
        }
    }
}
