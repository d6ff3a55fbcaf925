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
 * The evidence of an incident: the observations at the time of the incident.
 *
 * @param tookSeconds how long the collection took
 * @param boundSeconds how long the collection was allowed to take
 * @param processes the process tree, parents before children
 * @param threads the busiest threads of the tree, the one with most CPU first
 * @param listening addresses on which processes of the tree listen
 * @param peers established connections, counted by peer, the peer with most first
 * @param program the main process's program
 * @param limits the limits of the main process in {@code /proc/PID/limits}: name to soft limit
 * @param cgroup figures of the cgroup by the names of their files
 * @param machine load, memory and pressure of the machine
 * @param disks free space of the file systems that the target uses
 * @param attachments names of files beside the record
 * @param missing a sentence for each observation that was impossible, with the reason
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

    /** Empty evidence. */
    public static Evidence none(double bound, String why) {
        return new Evidence(0, bound, List.of(), List.of(), List.of(), List.of(), Optional.empty(), Map.of(), Map.of(),
                Map.of(), List.of(), List.of(), List.of(why));
    }

    /**
     * Evidence that holds only the cgroup's figures of an earlier sample; nothing is read from the machine.
     *
     * @param bound the time that was allowed for collecting evidence, in seconds
     * @param cgroup the figures of the cgroup in that sample
     */
    public static Evidence recalled(double bound, Map<String, String> cgroup) {
        return new Evidence(0, bound, List.of(), List.of(), List.of(), List.of(), Optional.empty(), Map.of(), cgroup,
                Map.of(), List.of(), List.of(), List.of());
    }

    /** A copy with one more missing item. */
    public Evidence lacking(String why) {
        List<String> more = new ArrayList<>(missing);
        more.add(why);
        return new Evidence(tookSeconds, boundSeconds, processes, threads, listening, peers, program, limits, cgroup,
                machine, disks, attachments, more);
    }

    /** A copy with the time that collecting took, and was allowed to take. */
    public Evidence within(double took, double bound) {
        return new Evidence(took, bound, processes, threads, listening, peers, program, limits, cgroup, machine, disks,
                attachments, missing);
    }

    /** A copy with one more file beside the record. */
    public Evidence with(String attachment) {
        List<String> more = new ArrayList<>(attachments);
        more.add(attachment);
        return new Evidence(tookSeconds, boundSeconds, processes, threads, listening, peers, program, limits, cgroup,
                machine, disks, more, missing);
    }

    /** A copy without files beside the record; the reason takes the place of each. */
    public Evidence withoutFiles(String why) {
        List<String> more = new ArrayList<>(missing);
        attachments.forEach(file -> more.add(file + ": " + why));
        return new Evidence(tookSeconds, boundSeconds, processes, threads, listening, peers, program, limits, cgroup,
                machine, disks, List.of(), more);
    }

    /**
     * The observed facts about one process.
     *
     * @param name the process's comm, at most 15 characters
     * @param command the process's arguments, secrets masked, shortened
     * @param state the state as a word: {@code sleeping}
     * @param waitChannel the kernel function that the process waits in; empty: none, or unreadable
     * @param cpuPercent percent of one core, during the observation; empty: the process was read only once
     * @param cpuSeconds CPU time since the process's start
     * @param residentBytes the resident set
     * @param proportionalBytes the proportional set size, which divides shared pages; empty: unreadable
     * @param descriptors number of open descriptors; empty: unreadable
     * @param descriptorLimit the largest number of open descriptors
     * @param descriptorKinds the numbers of files, sockets, pipes, deleted files and others
     * @param seconds the time since the process's start
     */
    public record ProcessFacts(long pid, long parent, String name, String command, String state,
            Optional<String> waitChannel, Optional<Double> cpuPercent, double cpuSeconds, long residentBytes,
            Optional<Long> proportionalBytes, int threads, Optional<Integer> descriptors,
            Optional<Long> descriptorLimit, Map<String, Integer> descriptorKinds, double seconds) {
    }

    /** One thread. */
    public record ThreadFacts(long pid, long tid, String name, Optional<Double> cpuPercent, double cpuSeconds,
            String state) {
    }

    /** The number of connections to one peer. */
    public record PeerFacts(String peer, int count) {
    }

    /**
     * The facts about a program file.
     *
     * @param path the file that the process was started from
     * @param bytes the size of the file
     * @param modified when the file was last changed, RFC 3339
     * @param inode the inode of the file
     * @param replaced whether another file has that path now
     */
    public record ProgramFacts(String path, Optional<Long> bytes, Optional<String> modified, Optional<Long> inode,
            Optional<Boolean> replaced) {

        private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz",
                Locale.ENGLISH);

        /** When the file was last changed, for people: {@code 2026-11-30 03:00:12 CET}. */
        public String changed(ZoneId zone) {
            try {
                return modified
                        .map(text -> MOMENT.format(Instant.parse(text).atZone(WallTime.named(zone))))
                        .orElse("at an unknown time");
            } catch (DateTimeException e) {
                // the text is no time, as in a record that another program wrote, so it is shown unchanged
                return modified.orElseThrow();
            }
        }
    }

    /** A file system. */
    public record DiskFacts(String path, long freeBytes, long totalBytes) {
    }
}
