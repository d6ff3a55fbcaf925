package dev.dpm.sampling.proc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetProcesses;
import dev.dpm.process.local.ProcFiles;
import dev.dpm.process.local.ProcStat;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.CpuAllowance;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;

/**
 * Measures process trees without listing all processes of the machine, so the cost depends only on the size of the tree. The
 * library OSHI is used for the whole machine only, since it reads five files for each process and does not know waited-for
 * time.
 */
public final class ProcSampler implements Sampler {

    private final TargetProcesses targetProcesses;
    private final Supplier<Duration> clock;
    private final ProcFiles proc = new ProcFiles();
    private final Map<Incarnation, Tree> trees = new ConcurrentHashMap<>();

    public ProcSampler(TargetProcesses targetProcesses, Supplier<Duration> clock) {
        this.targetProcesses = targetProcesses;
        this.clock = clock;
    }

    @Override
    public Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryRequest memory) throws SampleMissed {
        Tree before = trees.getOrDefault(incarnation, Tree.UNSEEN);
        Duration at = clock.get();
        Look look = new Look(new ArrayList<>(), new HashMap<>());
        for (ProcessIdentity process : candidates(incarnation, main, before)) {
            look(process, before, look);
        }
        if (!look.members().containsKey(main) || !look.members().get(main).isAlive()) {
            throw new SampleMissed("the main process, pid " + main.pid() + ", is gone");
        }
        Tree after = Tree.of(before.meter().after(look.readings()), look.members(),
                before.limit().seenAgain(proc, main.pid()));
        trees.put(incarnation, after);
        boolean isWanted = memory.wantsProportional(after.residentBytes());
        Optional<Long> proportional = isWanted ? proportionalBytes(after) : Optional.empty();
        return new Sample(at, after.meter().total(), after.residentBytes(), after.living(), proportional,
                isWanted && proportional.isEmpty(), Cgroup.UNKNOWN, look.members().get(main).isSuspended(),
                before.gone(after), after.allowance(main));
    }

    /** The sum of the proportional set sizes in bytes. Empty: one of them cannot be read. */
    private Optional<Long> proportionalBytes(Tree tree) {
        long sum = 0;
        for (Map.Entry<ProcessIdentity, Member> member : tree.members().entrySet()) {
            Optional<Long> bytes = member.getValue().isAlive()
                    ? proc.proportionalBytes(member.getKey().pid())
                    : Optional.of(0L);
            if (bytes.isEmpty() && proc.isAlive(member.getKey())) {
                return Optional.empty();
            }
            sum += bytes.orElse(0L);
        }
        return Optional.of(sum);
    }

    @Override
    public void forget(Incarnation incarnation) {
        trees.remove(incarnation);
    }

    /**
     * The processes that may belong to the tree: those of this reading and those of the last one. A zombie is included, since
     * it keeps its CPU time until its parent reaps it.
     */
    private Set<ProcessIdentity> candidates(Incarnation incarnation, ProcessIdentity main, Tree before) {
        Set<ProcessIdentity> candidates = new LinkedHashSet<>(targetProcesses.members(incarnation, main));
        candidates.addAll(before.members().keySet());
        return candidates;
    }

    private void look(ProcessIdentity process, Tree before, Look look) {
        Optional<ProcStat> stat = proc.stat(process.pid())
                .filter(found -> found.startTicks() == process.startTicks());
        if (stat.isEmpty()) {
            return;
        }
        boolean isAlive = !stat.get().isGone();
        look.members().put(process, new Member(isAlive, stat.get().isSuspended(),
                isAlive ? proc.residentBytes(stat.get()) : 0, before.members().containsKey(process)
                        ? before.members().get(process).name()
                        : proc.name(process.pid())));
        look.readings().add(new TreeMeter.Reading(process.pid(), process.startTicks(), stat.get().parent(),
                millis(stat.get().ownTicks()), millis(stat.get().waitedTicks())));
    }

    private static long millis(long ticks) {
        return ticks * ProcStat.TICK.toMillis();
    }

    /**
     * One reading of a process tree.
     * @param living the number of living processes
     * @param limit the limit of CPU time of the main process
     */
    private record Tree(TreeMeter meter, Map<ProcessIdentity, Member> members, long residentBytes, int living,
            CpuLimit limit) {

        static final Tree UNSEEN = new Tree(TreeMeter.atLaunch(), Map.of(), 0, 0, CpuLimit.UNSEEN);

        static Tree of(TreeMeter meter, Map<ProcessIdentity, Member> members, CpuLimit limit) {
            long bytes = 0;
            int living = 0;
            for (Member member : members.values()) {
                bytes += member.residentBytes();
                living += member.isAlive() ? 1 : 0;
            }
            return new Tree(meter, Map.copyOf(members), bytes, living, limit);
        }

        /** The CPU time of the main process and its hard limit (RLIMIT_CPU). */
        CpuAllowance allowance(ProcessIdentity main) {
            return limit.seconds() == 0
                    ? CpuAllowance.NONE
                    : new CpuAllowance(meter.own(main.pid()), Duration.ofSeconds(limit.seconds()));
        }

        /** The processes that have ended by a later reading, each as pid and name, the largest first. */
        List<String> gone(Tree later) {
            List<Map.Entry<ProcessIdentity, Member>> gone = new ArrayList<>(0);
            for (Map.Entry<ProcessIdentity, Member> member : members.entrySet()) {
                if (member.getValue().isAlive() && !later.lives(member.getKey())) {
                    gone.add(member);
                }
            }
            return gone.isEmpty()
                    ? List.of()
                    : gone.stream().sorted(Comparator.comparing(member -> -member.getValue().residentBytes()))
                            .map(member -> member.getKey().pid() + " " + member.getValue().name()).toList();
        }

        private boolean lives(ProcessIdentity process) {
            return members.containsKey(process) && members.get(process).isAlive();
        }
    }

    /**
     * The hard limit of CPU time. It is read with the first samples only, since a program sets it when it begins.
     * @param seconds 0: there is none
     * @param looks the number of readings
     */
    private record CpuLimit(long seconds, int looks) {

        static final CpuLimit UNSEEN = new CpuLimit(0, 0);
        private static final int ENOUGH = 3;

        CpuLimit seenAgain(ProcFiles proc, long main) {
            return looks >= ENOUGH ? this : new CpuLimit(proc.hardCpuSeconds(main).orElse(0), looks + 1);
        }
    }

    /** One process in a reading. A zombie is not alive and has no memory. */
    private record Member(boolean isAlive, boolean isSuspended, long residentBytes, String name) {
    }

    private record Look(List<TreeMeter.Reading> readings, Map<ProcessIdentity, Member> members) {
    }
}
