package dev.dpm.sampling.oshi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.dpm.process.Household;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.local.ProcFiles;
import dev.dpm.process.local.ProcStat;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Measures trees with OSHI, one process at a time: nothing here walks the machine, so a sample costs what its tree costs.
 */
public final class OshiSampler implements Sampler {

    private final Household household;
    private final Supplier<Duration> clock;
    private final ProcFiles proc = new ProcFiles();
    private final Map<Incarnation, Tree> trees = new HashMap<>();
    /** Created with the first sample: OSHI loads native code and takes its time. */
    private Optional<OperatingSystem> system = Optional.empty();

    /**
     * @param household tells who belongs to a target
     * @param clock the runner's monotonic clock
     */
    public OshiSampler(Household household, Supplier<Duration> clock) {
        this.household = household;
        this.clock = clock;
    }

    @Override
    public Sample sample(Incarnation incarnation, ProcessIdentity main) throws SampleMissed {
        Tree before = trees.getOrDefault(incarnation, new Tree(TreeMeter.atLaunch(), Map.of()));
        Duration at = clock.get();
        Look look = new Look(new ArrayList<>(), new HashMap<>());
        for (ProcessIdentity process : candidates(incarnation, main, before)) {
            look(process, before, look);
        }
        if (!look.members().containsKey(main) || !look.members().get(main).isAlive()) {
            throw new SampleMissed("the main process, pid " + main.pid() + ", is gone");
        }
        Tree after = new Tree(before.meter().after(look.readings()), Map.copyOf(look.members()));
        trees.put(incarnation, after);
        return new Sample(at, after.meter().total(), after.residentBytes(), after.living());
    }

    @Override
    public void forget(Incarnation incarnation) {
        trees.remove(incarnation);
    }

    /** The members, and whoever was one: a zombie keeps its CPU time until its parent takes it over. */
    private Set<ProcessIdentity> candidates(Incarnation incarnation, ProcessIdentity main, Tree before) {
        Set<ProcessIdentity> candidates = new LinkedHashSet<>(household.members(incarnation, main));
        candidates.addAll(before.members().keySet());
        return candidates;
    }

    private void look(ProcessIdentity process, Tree before, Look look) {
        Optional<ProcStat> stat = proc.stat(process.pid())
                .filter(found -> found.startTicks() == process.startTicks());
        if (stat.isEmpty()) {
            return;
        }
        Member member = member(stat.get(), Optional.ofNullable(before.members().get(process)));
        look.members().put(process, member);
        look.readings().add(new TreeMeter.Reading(process.pid(), process.startTicks(), stat.get().parent(),
                member.ownMillis(), millis(stat.get().waitedTicks())));
    }

    private Member member(ProcStat stat, Optional<Member> before) {
        if (stat.isGone()) {
            return new Member(Optional.empty(), false, millis(stat.ownTicks()), 0);
        }
        if (!stat.plainName()) {
            // OSHI reads stat by lines, and this one has more than one
            return new Member(Optional.empty(), true, millis(stat.ownTicks()), proc.residentBytes(stat.pid()));
        }
        return measured(stat, before).map(Member::of)
                .orElseGet(() -> new Member(Optional.empty(), false, millis(stat.ownTicks()), 0));
    }

    /** OSHI's object for a process, freshly read; none where it ended meanwhile. */
    private Optional<OSProcess> measured(ProcStat stat, Optional<Member> before) {
        Optional<OSProcess> known = before.flatMap(Member::process);
        if (known.isPresent()) {
            return known.filter(OSProcess::updateAttributes);
        }
        return Optional.ofNullable(system().getProcess((int) stat.pid()));
    }

    private static long millis(long ticks) {
        return ticks * ProcStat.TICK.toMillis();
    }

    private OperatingSystem system() {
        if (system.isEmpty()) {
            system = Optional.of(new SystemInfo().getOperatingSystem());
        }
        return system.get();
    }

    private record Tree(TreeMeter meter, Map<ProcessIdentity, Member> members) {

        long residentBytes() {
            return members.values().stream().mapToLong(Member::residentBytes).sum();
        }

        int living() {
            return (int) members.values().stream().filter(Member::isAlive).count();
        }
    }

    /**
     * @param process OSHI's object, kept from sample to sample; none for a zombie
     * @param ownMillis its own user and system time
     */
    private record Member(Optional<OSProcess> process, boolean isAlive, long ownMillis, long residentBytes) {

        static Member of(OSProcess process) {
            return new Member(Optional.of(process), true, process.getUserTime() + process.getKernelTime(),
                    process.getResidentMemory());
        }
    }

    /** What one pass finds, while it goes on. */
    private record Look(List<TreeMeter.Reading> readings, Map<ProcessIdentity, Member> members) {
    }
}
