package dev.dpm.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.dpm.config.Secrets;
import dev.dpm.config.value.ShellText;
import dev.dpm.event.OneLine;
import dev.dpm.incident.Evidence.ProcessFacts;
import dev.dpm.incident.Evidence.ThreadFacts;
import dev.dpm.process.ProcessIdentity;

/**
 * Reads a target's processes and threads (proc(5)). Their CPU times are read twice, to compute the CPU use between the two
 * readings.
 */
final class TreeLook {

    /** The nanoseconds between the two readings. They are many ticks of the kernel's clock, since a tick takes 10 ms. */
    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MOST_COMMAND = 400;
    private static final int MOST_THREADS = 2_000;
    private static final int SHOWN_THREADS = 20;
    private static final int MOST_LINKS = 4_000;
    private static final int KIB = 1024;
    private static final double TICKS_A_SECOND = 100;

    private final Reader reader;
    private final Gathered gathered;
    private final long until;
    private final Map<Long, Stat> before = new LinkedHashMap<>();
    private final Map<Long, ProcessFacts> processes = new LinkedHashMap<>();
    private final Map<String, Stat> threads = new HashMap<>();
    private final Map<Long, Map<String, Integer>> kinds = new HashMap<>();
    private final List<Long> sockets = new ArrayList<>();
    private long lookedAt;
    private long main;

    TreeLook(Reader reader, Gathered gathered, long until) {
        this.reader = reader;
        this.gathered = gathered;
        this.until = until;
    }

    /**
     * The pid of one of the target's processes, from whose network namespace connections are read. 0: no process can be read.
     */
    long pid() {
        return main;
    }

    List<Long> sockets() {
        return sockets;
    }

    void first(List<ProcessIdentity> members) {
        double uptime = uptime();
        lookedAt = System.nanoTime();
        for (ProcessIdentity member : members) {
            stat("/proc/" + member.pid()).filter(stat -> stat.startTicks() == member.startTicks()).ifPresent(stat -> {
                main = main == 0 ? member.pid() : main;
                before.put(member.pid(), stat);
                processes.put(member.pid(), facts(member.pid(), stat, uptime));
            });
        }
        gathered.processes(List.copyOf(processes.values()));
        for (long pid : before.keySet()) {
            threads(pid);
        }
        gathered.threads(busiest(threads, 0));
    }

    private double uptime() {
        try {
            return Double.parseDouble(reader.text("/proc/uptime").split(" ")[0]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private Optional<Stat> stat(String folder) {
        try {
            return Optional.of(Stat.parse(reader.text(folder + "/stat")));
        } catch (IOException | IllegalArgumentException gone) {
            return Optional.empty();
        }
    }

    private ProcessFacts facts(long pid, Stat stat, double uptime) {
        Map<String, String> status = status(pid);
        return new ProcessFacts(pid, stat.parent(), OneLine.of(stat.name(), MOST_COMMAND), command(pid), stat.word(),
                waitChannel(pid), Optional.empty(), stat.ticks() / TICKS_A_SECOND, kib(status.get("VmRSS")),
                Optional.empty(), stat.threads(), Optional.empty(), Optional.empty(), Map.of(),
                Math.max(0, uptime - stat.startTicks() / TICKS_A_SECOND));
    }

    private Map<String, String> status(long pid) {
        Map<String, String> status = new HashMap<>();
        try {
            for (String line : reader.text("/proc/" + pid + "/status").split("\n")) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    status.put(line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
        } catch (IOException e) {
            gathered.lacks("memory of process " + pid + ": " + e.getClass().getSimpleName());
        }
        return status;
    }

    private static long kib(String text) {
        String digits = text == null ? "" : text.replaceAll(" kB$", "");
        return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) * KIB : 0;
    }

    private String command(long pid) {
        try {
            String[] words = reader.text("/proc/" + pid + "/cmdline").split("\0");
            return OneLine.of(ShellText.ofProcess(Secrets.mask(Arrays.asList(words))), MOST_COMMAND);
        } catch (IOException e) {
            return "";
        }
    }

    private Optional<String> waitChannel(long pid) {
        try {
            return Optional.of(reader.text("/proc/" + pid + "/wchan").strip())
                    .filter(channel -> !channel.isEmpty() && !channel.equals("0"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void threads(long pid) {
        try {
            for (String tid : reader.names("/proc/" + pid + "/task")) {
                if (threads.size() >= MOST_THREADS) {
                    lacksOnce("threads: only the first " + MOST_THREADS + " were looked at");
                    return;
                }
                String thread = pid + "/task/" + tid;
                stat("/proc/" + thread).ifPresent(stat -> threads.put(thread, stat));
            }
        } catch (IOException e) {
            lacksOnce("threads of process " + pid + ": " + e.getClass().getSimpleName());
        }
    }

    private void lacksOnce(String why) {
        if (!gathered.isLacking(why)) {
            gathered.lacks(why);
        }
    }

    /** Reads proportional set sizes and file descriptors of the target's processes, which may take long. */
    void descriptors() {
        for (long pid : before.keySet()) {
            Optional<Integer> open = descriptors(pid);
            ProcessFacts known = processes.get(pid);
            long most = new LimitsLook(reader).openFiles(pid);
            processes.put(pid, new ProcessFacts(pid, known.parent(), known.name(), known.command(), known.state(),
                    known.waitChannel(), known.cpuPercent(), known.cpuSeconds(), known.residentBytes(),
                    proportional(pid), known.threads(), open, most == 0 ? Optional.empty() : Optional.of(most),
                    kinds.getOrDefault(pid, Map.of()), known.seconds()));
            gathered.processes(List.copyOf(processes.values()));
        }
    }

    private Optional<Long> proportional(long pid) {
        try {
            for (String line : reader.text("/proc/" + pid + "/smaps_rollup").split("\n")) {
                if (line.startsWith("Pss:")) {
                    return Optional.of(kib(line.substring("Pss:".length()).strip()));
                }
            }
        } catch (IOException e) {
            lacksOnce("proportional memory of process " + pid + ": it may not be read");
        }
        return Optional.empty();
    }

    private Optional<Integer> descriptors(long pid) {
        try {
            List<String> open = reader.names("/proc/" + pid + "/fd");
            Map<String, Integer> counted = new TreeMap<>();
            for (String descriptor : open.subList(0, Math.min(open.size(), MOST_LINKS))) {
                counted.merge(kind("/proc/" + pid + "/fd/" + descriptor), 1, Integer::sum);
            }
            kinds.put(pid, counted);
            return Optional.of(open.size());
        } catch (IOException e) {
            lacksOnce("descriptors of process " + pid + ": they may not be read");
            return Optional.empty();
        }
    }

    private String kind(String descriptor) {
        try {
            String target = reader.link(descriptor);
            if (target.startsWith("socket:[")) {
                sockets.add(Long.parseLong(target.substring("socket:[".length(), target.length() - 1)));
                return "sockets";
            }
            if (target.startsWith("pipe:")) {
                return "pipes";
            }
            return target.endsWith(" (deleted)") ? "deleted files" : target.startsWith("/") ? "files" : "others";
        } catch (IOException | NumberFormatException closed) {
            return "others";
        }
    }

    void second() throws InterruptedException {
        long wait = Math.min(WINDOW - (System.nanoTime() - lookedAt), until - System.nanoTime() - WINDOW / 4);
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        double seconds = (System.nanoTime() - lookedAt) / 1e9;
        for (Map.Entry<Long, Stat> process : before.entrySet()) {
            stat("/proc/" + process.getKey()).ifPresent(now -> {
                ProcessFacts known = processes.get(process.getKey());
                processes.put(process.getKey(), new ProcessFacts(known.pid(), known.parent(), known.name(),
                        known.command(), known.state(), known.waitChannel(),
                        Optional.of(percent(now.ticks() - process.getValue().ticks(), seconds)), known.cpuSeconds(),
                        known.residentBytes(), known.proportionalBytes(), known.threads(), known.descriptors(),
                        known.descriptorLimit(), known.descriptorKinds(), known.seconds()));
            });
        }
        gathered.processes(List.copyOf(processes.values()));
        gathered.threads(busiest(threads, seconds));
    }

    private static double percent(long ticks, double seconds) {
        return seconds <= 0 ? 0 : Math.max(0, 100 * ticks / TICKS_A_SECOND / seconds);
    }

    /**
     * The threads that used most CPU between the two readings.
     * @param seconds the time between the readings; 0: there was no second reading
     */
    private List<ThreadFacts> busiest(Map<String, Stat> of, double seconds) {
        List<ThreadFacts> all = new ArrayList<>();
        for (Map.Entry<String, Stat> thread : of.entrySet()) {
            Optional<Stat> now = seconds > 0 ? stat("/proc/" + thread.getKey()) : Optional.empty();
            String[] ids = thread.getKey().split("/task/");
            Stat known = now.orElse(thread.getValue());
            all.add(new ThreadFacts(Long.parseLong(ids[0]), Long.parseLong(ids[1]),
                    OneLine.of(known.name(), MOST_COMMAND),
                    now.map(stat -> percent(stat.ticks() - thread.getValue().ticks(), seconds)),
                    known.ticks() / TICKS_A_SECOND, known.word()));
        }
        all.sort(Comparator.comparingDouble((ThreadFacts one) -> one.cpuPercent().orElse(0.0))
                .thenComparingDouble(ThreadFacts::cpuSeconds).reversed());
        return List.copyOf(all.subList(0, Math.min(all.size(), SHOWN_THREADS)));
    }
}
