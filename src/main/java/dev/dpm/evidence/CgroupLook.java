package dev.dpm.evidence;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.dpm.log.DiskTrouble;

/** Figures of a process's cgroup, version 2: Documentation/admin-guide/cgroup-v2.rst of the kernel. */
record CgroupLook(Reader reader, Gathered gathered) {

    private static final String ROOT = "/sys/fs/cgroup";
    private static final List<String> PLAIN = List.of("memory.current", "memory.max", "memory.high", "cpu.max",
            "pids.current", "pids.max");
    private static final List<String> WANTED = List.of("oom", "oom_kill", "max", "nr_periods", "nr_throttled",
            "throttled_usec");

    void see(long pid) {
        try {
            Optional<String> folder = Arrays.stream(reader.text("/proc/" + pid + "/cgroup").split("\n"))
                    .filter(line -> line.startsWith("0::")).map(line -> line.substring("0::".length())).findFirst();
            if (folder.isEmpty()) {
                gathered.lacks("cgroup: the process is in none of version 2");
                return;
            }
            see(folder.get(), ROOT + (folder.get().equals("/") ? "" : folder.get()));
        } catch (IOException e) {
            gathered.lacks("cgroup: " + DiskTrouble.words(e));
        }
    }

    private void see(String name, String folder) {
        gathered.cgroup("cgroup", name);
        int read = 0;
        for (String file : PLAIN) {
            read += text(folder + "/" + file).map(content -> {
                gathered.cgroup(file, content.strip());
                return 1;
            }).orElse(0);
        }
        for (String file : List.of("memory.events", "cpu.stat")) {
            text(folder + "/" + file).ifPresent(content -> counters(file, content));
        }
        for (String file : List.of("cpu.pressure", "memory.pressure", "io.pressure")) {
            text(folder + "/" + file).ifPresent(content -> gathered.cgroup(file, MachineLook.pressure(content)));
        }
        if (read == 0) {
            gathered.lacks("cgroup: its figures cannot be read in " + folder);
        }
    }

    private void counters(String file, String content) {
        for (String line : content.split("\n")) {
            String[] words = line.split(" ");
            if (words.length == 2 && WANTED.contains(words[0])) {
                gathered.cgroup(file + " " + words[0], words[1]);
            }
        }
    }

    private Optional<String> text(String path) {
        try {
            return Optional.of(reader.text(path));
        } catch (IOException notThere) {
            // the root cgroup and cgroups without a controller lack most of them
            return Optional.empty();
        }
    }
}
