package dev.dpm.sampling.cgroup;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.dpm.process.local.ProcStat;
import dev.dpm.sampling.Cgroup;

/**
 * Finds and reads the cgroups of a process. The cgroup of another container may be visible only below {@code /proc/PID/root},
 * which the runner can read with the same user and group, or with CAP_SYS_PTRACE.
 */
final class CgroupReader {

    /** The size of a read buffer in bytes. Java allocates a native buffer only for more than 8192. */
    private static final int CHUNK_BYTES = 4096;
    private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[CHUNK_BYTES]);

    private final String proc;
    private final String root;
    private List<Mount> own = List.of();
    private Optional<Long> machineBytes = Optional.empty();

    CgroupReader() {
        this("/proc", "");
    }

    CgroupReader(String proc, String root) {
        this.proc = proc;
        this.root = root;
    }

    /**
     * The folders of a process's cgroups.
     * @param before the folders that were found before; they are returned for an ended process, since the kernel shows a zombie
     * in the root cgroup (version 1)
     */
    synchronized CgroupPaths paths(long pid, Optional<CgroupPaths> before) {
        String text = text(proc + "/" + pid + "/cgroup").orElse("");
        if (before.filter(paths -> paths.membership().equals(text) && paths.memory().isPresent()).isPresent()) {
            return before.get();
        }
        if (before.isPresent() && (text.isEmpty() || isZombie(pid))) {
            return before.get();
        }
        if (own.isEmpty()) {
            own = mounts("self");
            machineBytes = text(proc + "/meminfo").flatMap(CgroupReader::machineBytes);
        }
        Membership membership = Membership.parse(text);
        Membership runner = Membership.parse(text(proc + "/self/cgroup").orElse(""));
        Optional<Folder> memory = folder(membership, "memory", "memory.stat", pid);
        return new CgroupPaths(text, memory, folder(membership, "cpu", "cpu.stat", pid),
                membership.shares("memory", runner) || isRunners(memory, runner));
    }

    private boolean isZombie(long pid) {
        return text(proc + "/" + pid + "/stat")
                .flatMap(stat -> ProcStat.parse(stat.getBytes(StandardCharsets.ISO_8859_1)))
                .filter(stat -> stat.state() == 'Z').isPresent();
    }

    private boolean isRunners(Optional<Folder> memory, Membership runner) {
        return memory.filter(Folder::unified).isPresent()
                && folder(runner, "memory", "memory.stat", own, root).equals(memory);
    }

    private static Optional<Long> machineBytes(String meminfo) {
        return meminfo.lines().filter(line -> line.startsWith("MemTotal:")).findFirst()
                .flatMap(line -> CgroupFigures.number(line.replaceAll("[^0-9]", ""))).map(kibibytes -> kibibytes << 10);
    }

    private List<Mount> mounts(String pid) {
        return Mount.parse(text(proc + "/" + pid + "/mountinfo").orElse(""));
    }

    private Optional<Folder> folder(Membership membership, String controller, String file, long pid) {
        return folder(membership, controller, file, own, root)
                .or(() -> folder(membership, controller, file, mounts(Long.toString(pid)),
                        proc + "/" + pid + "/root"));
    }

    private static Optional<Folder> folder(Membership membership, String controller, String file, List<Mount> mounts,
            String prefix) {
        Optional<String> path = Optional.ofNullable(membership.byController().get(controller));
        Function<Mount, Optional<Folder>> place = mount -> mount.isUnified()
                ? membership.unified().flatMap(some -> mount.folder(some, prefix))
                : path.filter(some -> mount.controllers().contains(controller))
                        .flatMap(some -> mount.folder(some, prefix));
        return mounts.stream().map(place).flatMap(Optional::stream)
                .flatMap(folder -> counting(folder, controller, file).stream()).findFirst();
    }

    /**
     * The folder that contains the figures of a controller. In version 2, processes of a cgroup without the controller count in
     * a parent cgroup (cgroup-v2.rst, "Enabling and Disabling").
     */
    private static Optional<Folder> counting(Folder folder, String controller, String file) {
        if (!folder.unified()) {
            return Optional.of(folder).filter(some -> text(some.path() + "/" + file).isPresent());
        }
        String sign = controller.equals("cpu") ? "cpu.max" : file;
        return folder.upwards().stream().filter(level -> text(level + "/" + sign).isPresent())
                .map(level -> new Folder(level, folder.top(), true)).findFirst();
    }

    Cgroup read(CgroupPaths paths, boolean withWorkingSet) {
        Optional<Long> workingSet = withWorkingSet
                ? paths.memory().flatMap(CgroupReader::workingSet)
                : Optional.empty();
        Optional<String> unreadable = withWorkingSet && workingSet.isEmpty()
                ? Optional.of(why(paths))
                : Optional.empty();
        return new Cgroup(workingSet, paths.memory().flatMap(CgroupReader::memoryLimit),
                paths.cpu().flatMap(CgroupReader::cpuLimit), oomKills(paths),
                paths.cpu().flatMap(folder -> text(folder.path() + "/cpu.stat"))
                        .flatMap(stat -> CgroupFigures.keyed(stat, "nr_throttled")),
                machineBytes, unreadable, paths.isShared());
    }

    private static String why(CgroupPaths paths) {
        if (paths.membership().isEmpty()) {
            return "the process's cgroup cannot be read";
        }
        return paths.memory().filter(CgroupReader::isRoot).isPresent()
                ? "the process is in the root cgroup, which has no figures of its own"
                : paths.memory().isPresent()
                        ? "the files of its cgroup cannot be read"
                        : "its cgroup cannot be reached, neither in the runner's own mounts nor through /proc/PID/root";
    }

    /**
     * Whether a folder is the root of its cgroup hierarchy, and so stands for the whole machine. In version 1, only the root
     * contains a file release_agent (cgroups(7)).
     */
    private static boolean isRoot(Folder folder) {
        return folder.unified()
                ? folder.path().equals(folder.top()) && text(folder.path() + "/memory.current").isEmpty()
                : folder.path().equals(folder.top()) && text(folder.path() + "/cgroup.sane_behavior").isPresent();
    }

    private static Optional<Long> workingSet(Folder folder) {
        if (isRoot(folder)) {
            return Optional.empty();
        }
        Optional<Long> charged = text(folder.path() + (folder.unified() ? "/memory.current" : "/memory.usage_in_bytes"))
                .flatMap(CgroupFigures::number);
        Optional<Long> inactive = text(folder.path() + "/memory.stat")
                .flatMap(stat -> CgroupFigures.keyed(stat, folder.unified() ? "inactive_file" : "total_inactive_file"));
        return charged.isPresent() && inactive.isPresent()
                ? Optional.of(Math.max(0, charged.get() - inactive.get()))
                : Optional.empty();
    }

    private static Optional<Long> memoryLimit(Folder folder) {
        String file = folder.unified() ? "/memory.max" : "/memory.limit_in_bytes";
        return folder.upwards().stream().map(level -> text(level + file).flatMap(CgroupFigures::memoryLimit))
                .flatMap(Optional::stream).min(Long::compare);
    }

    private static Optional<Double> cpuLimit(Folder folder) {
        return folder.upwards().stream().map(level -> quota(level, folder.unified())).flatMap(Optional::stream)
                .min(Double::compare);
    }

    private static Optional<Double> quota(String level, boolean unified) {
        if (unified) {
            return text(level + "/cpu.max").flatMap(CgroupFigures::quota);
        }
        return text(level + "/cpu.cfs_quota_us").filter(quota -> !quota.startsWith("-"))
                .flatMap(quota -> text(level + "/cpu.cfs_period_us").flatMap(per -> CgroupFigures.quota(quota, per)));
    }

    /** The number of OOM kills in the cgroup. It can be read as long as the cgroup's folder exists. */
    static Optional<Long> oomKills(CgroupPaths paths) {
        return paths.memory().flatMap(folder -> text(killsFile(folder)))
                .flatMap(text -> CgroupFigures.keyed(text, "oom_kill"));
    }

    private static String killsFile(Folder folder) {
        return folder.path() + (folder.unified() ? "/memory.events" : "/memory.oom_control");
    }

    /**
     * Opens the counter of OOM kills, so that it can be read after the target's end. Empty: the counter need not be opened,
     * since it can be read by its path even then.
     */
    Optional<KillCounter> killCounter(CgroupPaths paths) {
        return paths.memory().filter(folder -> folder.path().startsWith(proc + "/"))
                .flatMap(folder -> KillCounter.open(killsFile(folder)));
    }

    private static Optional<String> text(String file) {
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] bytes = SCRATCH.get();
            int length = 0;
            for (int more = in.read(bytes); more > 0; more = in.read(bytes, length, bytes.length - length)) {
                length += more;
                bytes = length == bytes.length ? Arrays.copyOf(bytes, 2 * length) : bytes;
            }
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            return text.isBlank() ? Optional.empty() : Optional.of(text);
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
