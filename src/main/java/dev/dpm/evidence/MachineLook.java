package dev.dpm.evidence;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.config.Bytes;
import dev.dpm.log.DiskTrouble;

/** Reads load, memory and pressure (PSI) of the machine (proc(5); Documentation/accounting/psi.rst of the kernel). */
record MachineLook(Reader reader, Gathered gathered) {

    private static final Map<String, String> MEMORY = Map.of("MemTotal", "memory", "MemAvailable", "memory available",
            "SwapFree", "swap free");
    private static final Pattern LINE = Pattern.compile("(\\w+): +([0-9]+) kB");
    private static final int KIB = 1024;

    void see() {
        text("/proc/loadavg", "load", content -> {
            String[] words = content.strip().split(" ");
            gathered.machine("load", words.length < 3 ? content.strip() : words[0] + " " + words[1] + " " + words[2]);
        });
        text("/proc/meminfo", "memory", this::memory);
        for (String what : new String[]{"cpu", "memory", "io"}) {
            text("/proc/pressure/" + what, "pressure on " + what,
                    content -> gathered.machine("pressure on " + what, pressure(content)));
        }
    }

    private void memory(String content) {
        Matcher line = LINE.matcher(content);
        while (line.find()) {
            String name = MEMORY.get(line.group(1));
            if (name != null) {
                gathered.machine(name, Bytes.words(Double.parseDouble(line.group(2)) * KIB));
            }
        }
    }

    /**
     * The content of a pressure file as one line without totals. The file has lines such as {@code some avg10=1.53 avg60=0.87
     * avg300=0.22 total=1157622}.
     */
    static String pressure(String content) {
        return content.strip().replaceAll(" total=[0-9]+", "").replace("\n", "; ");
    }

    private interface Taking {
        void take(String content);
    }

    private void text(String path, String what, Taking taking) {
        try {
            taking.take(reader.text(path));
        } catch (IOException e) {
            gathered.lacks(what + ": " + path + ": " + DiskTrouble.words(e));
        }
    }
}
