package dev.dpm.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.incident.Figures;
import dev.dpm.log.DiskTrouble;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.cgroup.Folder;
import dev.dpm.sampling.cgroup.Membership;
import dev.dpm.sampling.cgroup.Mount;

/**
 * Reads the values of a process's cgroups, such as memory use and CPU throttling (admin-guide/cgroup-v2.rst and cgroup-v1/ of
 * the kernel). Versions 1 and 2 of cgroups may both be mounted, each with other controllers.
 */
record CgroupLook(Reader reader, Gathered gathered) {

    private static final List<String> UNIFIED = List.of("memory.current", "memory.max", "memory.high", "cpu.max",
            "pids.current", "pids.max");
    private static final List<String> UNIFIED_COUNTERS = List.of("memory.events", "cpu.stat", "pids.events");
    private static final List<String> PRESSURE = List.of("cpu.pressure", "memory.pressure", "io.pressure");
    private static final Map<String, List<String>> PLAIN = Map.of("memory",
            List.of("memory.usage_in_bytes", "memory.max_usage_in_bytes", "memory.limit_in_bytes", "memory.failcnt"),
            "cpu", List.of("cpu.cfs_quota_us", "cpu.cfs_period_us"), "cpuacct", List.of("cpuacct.usage"), "pids",
            List.of("pids.current", "pids.max"));
    private static final Map<String, List<String>> COUNTERS = Map.of("memory",
            List.of("memory.stat", "memory.oom_control"), "cpu", List.of("cpu.stat"), "pids", List.of("pids.events"));
    private static final Set<String> WANTED = Set.of("oom", "oom_kill", "max", "nr_periods", "nr_throttled",
            "throttled_usec", "throttled_time", "total_rss", "total_cache", "total_swap", "under_oom");

    void see(long pid) {
        try {
            Membership membership = Membership.parse(reader.text("/proc/" + pid + "/cgroup"));
            List<Mount> mounts = Mount.parse(reader.text("/proc/self/mountinfo"));
            int read = unified(membership, mounts);
            for (String controller : PLAIN.keySet().stream().sorted().toList()) {
                read += first(controller, membership, mounts);
            }
            if (read == 0) {
                gathered.lacks("cgroup: the figures of " + membership.unified().map(path -> path + " ").orElse("")
                        + membership.byController() + " cannot be read");
            }
        } catch (IOException e) {
            gathered.lacks("cgroup: " + DiskTrouble.words(e));
        }
    }

    /** Adds the values of the cgroup in the target's last sample, since the files of the cgroup may no longer exist. */
    void recall(Cgroup last) {
        Map<String, String> known = Figures.recalled(last);
        known.forEach(gathered::cgroup);
        if (known.isEmpty()) {
            gathered.lacks("cgroup: " + last.unreadable().orElse("the last sample read no figures of it"));
        }
    }

    private int unified(Membership membership, List<Mount> mounts) {
        Optional<Folder> folder = membership.unified().flatMap(path -> mounts.stream().filter(Mount::isUnified)
                .flatMap(mount -> mount.folder(path, "").stream()).findFirst());
        if (folder.isEmpty()) {
            return 0;
        }
        int read = plain(folder.get(), UNIFIED);
        if (read > 0) {
            gathered.cgroup("cgroup", membership.unified().orElseThrow());
        }
        counters(folder.get(), UNIFIED_COUNTERS);
        for (String file : PRESSURE) {
            text(folder.get(), file).ifPresent(content -> gathered.cgroup(file, MachineLook.pressure(content)));
        }
        return read;
    }

    private int first(String controller, Membership membership, List<Mount> mounts) {
        Optional<String> path = Optional.ofNullable(membership.byController().get(controller));
        Optional<Folder> folder = path.flatMap(some -> mounts.stream()
                .filter(mount -> mount.controllers().contains(controller))
                .flatMap(mount -> mount.folder(some, "").stream()).findFirst());
        if (folder.isEmpty()) {
            return 0;
        }
        int read = plain(folder.get(), PLAIN.get(controller));
        if (read > 0) {
            gathered.cgroup("cgroup of " + controller, path.orElseThrow());
        }
        counters(folder.get(), COUNTERS.getOrDefault(controller, List.of()));
        return read;
    }

    private int plain(Folder folder, List<String> files) {
        int read = 0;
        for (String file : files) {
            Optional<String> content = text(folder, file);
            content.ifPresent(text -> gathered.cgroup(file, text.strip()));
            read += content.isPresent() ? 1 : 0;
        }
        return read;
    }

    private void counters(Folder folder, List<String> files) {
        for (String file : files) {
            for (String line : text(folder, file).orElse("").split("\n")) {
                String[] words = line.split(" ");
                if (words.length == 2 && WANTED.contains(words[0])) {
                    gathered.cgroup(file + " " + words[0], words[1]);
                }
            }
        }
    }

    private Optional<String> text(Folder folder, String file) {
        try {
            return Optional.of(reader.text(folder.path() + "/" + file));
        } catch (IOException notThere) {
            // the root cgroup, and a cgroup without a controller, lack most of these files
            return Optional.empty();
        }
    }
}
