package dev.dpm.incident;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.dpm.process.WallTime;

/**
 * The facts about a target's processes and the machine that were collected when an incident began.
 * @param tookSeconds how long the collection took
 * @param boundSeconds how long it was allowed to take
 * @param processes parents before children
 * @param threads the busiest thread first
 * @param listening the addresses on which the processes listen
 * @param peers established connections by remote address
 * @param program the file that the main process executes
 * @param limits the soft limits in {@code /proc/PID/limits} by name
 * @param cgroup the contents of the cgroup's files by file name
 * @param machine load, memory and pressure (PSI)
 * @param disks the free space of file systems
 * @param attachments further files in the incident's folder
 * @param missing a sentence for each fact that is missing
 */
public record Evidence(double tookSeconds, double boundSeconds, List<ProcessFacts> processes, List<ThreadFacts> threads,
        List<String> listening, List<PeerFacts> peers, Optional<ProgramFacts> program, Map<String, String> limits,
        Map<String, String> cgroup, Map<String, String> machine, List<DiskFacts> disks, List<String> attachments,
        List<String> missing) {

    public Evidence {
        processes = List.copyOf(processes);
        threads = List.copyOf(threads);
        listening = List.copyOf(listening);
        peers = List.copyOf(peers);
        disks = List.copyOf(disks);
        attachments = List.copyOf(attachments);
        missing = List.copyOf(missing);
    }

    /**
     * Evidence without any fact.
     * @param bound how long the collection was allowed to take, in seconds
     * @param why why there is no fact
     */
    public static Evidence none(double bound, String why) {
        return new Evidence(0, bound, List.of(), List.of(), List.of(), List.of(), Optional.empty(), Map.of(), Map.of(),
                Map.of(), List.of(), List.of(), List.of(why));
    }

    /**
     * Evidence that contains only values of the cgroup from an earlier sample.
     * @param bound how long the collection was allowed to take, in seconds
     * @param cgroup the contents of the cgroup's files by file name
     */
    public static Evidence recalled(double bound, Map<String, String> cgroup) {
        return new Evidence(0, bound, List.of(), List.of(), List.of(), List.of(), Optional.empty(), Map.of(), cgroup,
                Map.of(), List.of(), List.of(), List.of());
    }

    /** A copy of this evidence with one more sentence about a missing fact. */
    public Evidence lacking(String why) {
        List<String> more = new ArrayList<>(missing);
        more.add(why);
        return new Evidence(tookSeconds, boundSeconds, processes, threads, listening, peers, program, limits, cgroup,
                machine, disks, attachments, more);
    }

    public Evidence within(double took, double bound) {
        return new Evidence(took, bound, processes, threads, listening, peers, program, limits, cgroup, machine, disks,
                attachments, missing);
    }

    public Evidence with(String attachment) {
        List<String> more = new ArrayList<>(attachments);
        more.add(attachment);
        return new Evidence(tookSeconds, boundSeconds, processes, threads, listening, peers, program, limits, cgroup,
                machine, disks, more, missing);
    }

    /**
     * A copy of this evidence without attachments. For each attachment, the copy gets a sentence that the file is missing, with
     * this reason.
     */
    public Evidence withoutFiles(String why) {
        List<String> more = new ArrayList<>(missing);
        attachments.forEach(file -> more.add(file + ": " + why));
        return new Evidence(tookSeconds, boundSeconds, processes, threads, listening, peers, program, limits, cgroup,
                machine, disks, List.of(), more);
    }

    /**
     * One process of the target.
     * @param name from {@code /proc/PID/comm}, at most 15 characters
     * @param command the command line, shortened, with secrets masked
     * @param state a word such as {@code sleeping}
     * @param waitChannel the kernel function in which the process waits; empty: none, or it cannot be read
     * @param cpuPercent percent of one core; empty: unknown
     * @param cpuSeconds CPU time since the process's start
     * @param residentBytes the resident set size
     * @param proportionalBytes the proportional set size; empty: it cannot be read
     * @param descriptors the number of open file descriptors; empty: it cannot be read
     * @param descriptorLimit the largest allowed number of file descriptors
     * @param descriptorKinds how many descriptors are files, sockets, pipes and others
     * @param seconds the time since the process's start
     */
    public record ProcessFacts(long pid, long parent, String name, String command, String state,
            Optional<String> waitChannel, Optional<Double> cpuPercent, double cpuSeconds, long residentBytes,
            Optional<Long> proportionalBytes, int threads, Optional<Integer> descriptors,
            Optional<Long> descriptorLimit, Map<String, Integer> descriptorKinds, double seconds) {
    }

    /** The CPU use and state of one thread of the target. */
    public record ThreadFacts(long pid, long tid, String name, Optional<Double> cpuPercent, double cpuSeconds,
            String state) {
    }

    /** The number of established TCP connections to one remote address. */
    public record PeerFacts(String peer, int count) {
    }

    /**
     * The file that a process executes.
     * @param modified when the file was last changed, RFC 3339
     * @param replaced whether the path now leads to another file
     */
    public record ProgramFacts(String path, Optional<Long> bytes, Optional<String> modified, Optional<Long> inode,
            Optional<Boolean> replaced) {

        private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz",
                Locale.ENGLISH);

        /** When the program's file was last changed: {@code 2026-11-30 03:00:12 CET}. */
        public String changed(ZoneId zone) {
            try {
                return modified
                        .map(text -> MOMENT.format(Instant.parse(text).atZone(WallTime.named(zone))))
                        .orElse("at an unknown time");
            } catch (DateTimeException e) {
                // a text that is no time is returned unchanged
                return modified.orElseThrow();
            }
        }
    }

    /** The free and total space of one file system. */
    public record DiskFacts(String path, long freeBytes, long totalBytes) {
    }
}
