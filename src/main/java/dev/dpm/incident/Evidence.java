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
 * The evidence of an incident: the facts that the runner collected about processes and machine when the incident began.
 *
 * @param tookSeconds how long the collection took, in seconds
 * @param boundSeconds how long the collection was allowed to take, in seconds
 * @param processes the processes of the target, parents before children
 * @param threads the busiest threads of these processes, the thread with most CPU first
 * @param listening addresses on which these processes listen
 * @param peers established connections, counted by remote address, the address with most connections first
 * @param program the file that the main process executes
 * @param limits the limits of the main process in {@code /proc/PID/limits}: name to soft limit
 * @param cgroup contents of the cgroup's files, such as {@code memory.max}, by file name
 * @param machine load, memory and pressure (PSI) of the machine
 * @param disks the free space of the file systems that the target uses
 * @param attachments names of further files in the incident's folder
 * @param missing a sentence for each fact that could not be collected, with the reason
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
     * Makes evidence without any fact.
     *
     * @param bound the time that was allowed for the collection, in seconds
     * @param why why no fact could be collected
     */
    public static Evidence none(double bound, String why) {
        return new Evidence(0, bound, List.of(), List.of(), List.of(), List.of(), Optional.empty(), Map.of(), Map.of(),
                Map.of(), List.of(), List.of(), List.of(why));
    }

    /**
     * Makes evidence from the cgroup's values in an earlier sample only; the method reads nothing from the machine.
     *
     * @param bound the time that was allowed for the collection, in seconds
     * @param cgroup the values of the cgroup's files in that sample, by file name
     */
    public static Evidence recalled(double bound, Map<String, String> cgroup) {
        return new Evidence(0, bound, List.of(), List.of(), List.of(), List.of(), Optional.empty(), Map.of(), cgroup,
                Map.of(), List.of(), List.of(), List.of());
    }

    /** A copy of this evidence with one more sentence in {@code missing}. */
    public Evidence lacking(String why) {
        List<String> more = new ArrayList<>(missing);
        more.add(why);
        return new Evidence(tookSeconds, boundSeconds, processes, threads, listening, peers, program, limits, cgroup,
                machine, disks, attachments, more);
    }

    /** A copy of this evidence with other values of {@code tookSeconds} and {@code boundSeconds}. */
    public Evidence within(double took, double bound) {
        return new Evidence(took, bound, processes, threads, listening, peers, program, limits, cgroup, machine, disks,
                attachments, missing);
    }

    /** A copy of this evidence with one more file name in {@code attachments}. */
    public Evidence with(String attachment) {
        List<String> more = new ArrayList<>(attachments);
        more.add(attachment);
        return new Evidence(tookSeconds, boundSeconds, processes, threads, listening, peers, program, limits, cgroup,
                machine, disks, more, missing);
    }

    /**
     * A copy of this evidence without attached files, for an incident that could not be written to the disk. For each
     * of these files, {@code missing} gets a sentence with the given reason.
     */
    public Evidence withoutFiles(String why) {
        List<String> more = new ArrayList<>(missing);
        attachments.forEach(file -> more.add(file + ": " + why));
        return new Evidence(tookSeconds, boundSeconds, processes, threads, listening, peers, program, limits, cgroup,
                machine, disks, List.of(), more);
    }

    /**
     * The facts about one process of the target.
     *
     * @param name the process's name in {@code /proc/PID/comm}, at most 15 characters
     * @param command the process's arguments, shortened, with secrets masked
     * @param state the state as a word, such as {@code sleeping}
     * @param waitChannel the kernel function in which the process waits; empty if the process does not wait, or if the
     *     name is unreadable
     * @param cpuPercent percent of one core while the evidence was collected; empty if the process was read only once
     * @param cpuSeconds CPU time since the process's start
     * @param residentBytes the resident set size
     * @param proportionalBytes the proportional set size, which divides shared pages; empty if unreadable
     * @param descriptors number of open file descriptors; empty if unreadable
     * @param descriptorLimit the largest number of open file descriptors that the kernel allows
     * @param descriptorKinds how many descriptors are files, sockets, pipes, deleted files and others
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

    /**
     * The number of the target's established TCP connections to one remote address.
     *
     * @param peer the remote address
     */
    public record PeerFacts(String peer, int count) {
    }

    /**
     * The facts about the file that a process executes.
     *
     * @param path the path from which the process was started
     * @param bytes the size of the file
     * @param modified when the file was last changed, RFC 3339
     * @param inode the inode of the file
     * @param replaced whether the path now leads to another file than the one that the process executes
     */
    public record ProgramFacts(String path, Optional<Long> bytes, Optional<String> modified, Optional<Long> inode,
            Optional<Boolean> replaced) {

        private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz",
                Locale.ENGLISH);

        /** When the program file was last changed, as text for people: {@code 2026-11-30 03:00:12 CET}. */
        public String changed(ZoneId zone) {
            try {
                return modified
                        .map(text -> MOMENT.format(Instant.parse(text).atZone(WallTime.named(zone))))
                        .orElse("at an unknown time");
            } catch (DateTimeException e) {
                // another program may have written the record; a text that is no time is shown unchanged
                return modified.orElseThrow();
            }
        }
    }

    /** The free and total space of one file system. */
    public record DiskFacts(String path, long freeBytes, long totalBytes) {
    }
}
