package dev.dpm.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.incident.Evidence;
import dev.dpm.incident.Evidence.DiskFacts;
import dev.dpm.incident.Evidence.PeerFacts;
import dev.dpm.incident.Evidence.ProcessFacts;
import dev.dpm.incident.Evidence.ProgramFacts;
import dev.dpm.incident.Evidence.ThreadFacts;

/**
 * The evidence that has been collected so far. One thread adds parts. Another thread takes all parts when the time limit is
 * reached.
 */
final class Gathered {

    private List<ProcessFacts> processes = List.of();
    private List<ThreadFacts> threads = List.of();
    private List<String> listening = List.of();
    private List<PeerFacts> peers = List.of();
    private Optional<ProgramFacts> program = Optional.empty();
    private final Map<String, String> limits = new LinkedHashMap<>();
    private final Map<String, String> cgroup = new LinkedHashMap<>();
    private final Map<String, String> machine = new LinkedHashMap<>();
    private final List<DiskFacts> disks = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private String at = "";

    synchronized void begins(String what) {
        at = what;
    }

    synchronized void processes(List<ProcessFacts> found) {
        processes = found;
    }

    synchronized void threads(List<ThreadFacts> found) {
        threads = found;
    }

    synchronized void network(List<String> found, List<PeerFacts> counted) {
        listening = found;
        peers = counted;
    }

    synchronized void program(ProgramFacts found) {
        program = Optional.of(found);
    }

    synchronized void limits(Map<String, String> found) {
        limits.putAll(found);
    }

    synchronized void cgroup(String name, String text) {
        cgroup.put(name, text);
    }

    synchronized void machine(String name, String text) {
        machine.put(name, text);
    }

    synchronized void disk(DiskFacts found) {
        disks.add(found);
    }

    synchronized void lacks(String why) {
        missing.add(why);
    }

    synchronized boolean isLacking(String why) {
        return missing.contains(why);
    }

    /**
     * The evidence that has been collected so far.
     * @param took how long the collection has taken, in seconds
     * @param bound the time limit of the collection, in seconds
     * @param isOver false: the collection was not finished, so parts are missing
     * @param notBegun the names of the parts whose collection has not begun
     */
    synchronized Evidence evidence(double took, double bound, boolean isOver, List<String> notBegun) {
        List<String> lacking = new ArrayList<>(missing);
        if (!isOver) {
            lacking.add(at + ": not seen within " + bound + " s");
            notBegun.forEach(what -> lacking.add(what + ": no time was left for it"));
        }
        return new Evidence(took, bound, processes, threads, listening, peers, program, Map.copyOf(limits),
                Map.copyOf(cgroup), Map.copyOf(machine), disks, List.of(), lacking);
    }
}
