package dev.dpm.evidence;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.dpm.log.DiskTrouble;

/** Reads the resource limits of a process; see getrlimit(2). */
record LimitsLook(Reader reader) {

    private static final String OPEN_FILES = "open files";

    /** The soft limits of a process in {@code /proc/PID/limits}, by name, such as {@code open files}. */
    Map<String, String> of(long pid, Gathered gathered) {
        try {
            return parse(reader.text("/proc/" + pid + "/limits"));
        } catch (IOException e) {
            gathered.lacks("limits: " + DiskTrouble.words(e));
            return Map.of();
        }
    }

    /** The number of file descriptors that a process may open; 0: unknown or unlimited. */
    long openFiles(long pid) {
        try {
            String most = parse(reader.text("/proc/" + pid + "/limits")).getOrDefault(OPEN_FILES, "");
            return most.matches("[0-9]{1,18}") ? Long.parseLong(most) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static Map<String, String> parse(String content) {
        Map<String, String> limits = new LinkedHashMap<>();
        for (String line : content.split("\n")) {
            String[] columns = line.split(" {2,}");
            if (columns.length > 2 && columns[0].startsWith("Max ")) {
                limits.put(columns[0].substring("Max ".length()), columns[1]);
            }
        }
        return limits;
    }
}
