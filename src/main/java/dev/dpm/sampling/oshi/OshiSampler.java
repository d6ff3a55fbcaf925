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
        boolean mainLives = Optional.ofNullable(look.known().get(main)).filter(Optional::isPresent).isPresent();
        if (!mainLives) {
            throw new SampleMissed("the main process, pid " + main.pid() + ", is gone");
        }
        Tree after = new Tree(before.meter().after(look.readings()), Map.copyOf(look.known()));
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
        candidates.addAll(before.known().keySet());
        return candidates;
    }

    private void look(ProcessIdentity process, Tree before, Look look) {
        Optional<ProcStat> stat = proc.stat(process.pid())
                .filter(found -> found.startTicks() == process.startTicks());
        if (stat.isEmpty()) {
            return;
        }
        Optional<OSProcess> measured = stat.get().isGone()
                ? Optional.empty()
                : measured(process, before.known().getOrDefault(process, Optional.empty()));
        look.known().put(process, measured);
        look.readings().add(reading(stat.get(), measured));
    }

    private Optional<OSProcess> measured(ProcessIdentity process, Optional<OSProcess> known) {
        if (known.isPresent()) {
            return known.filter(OSProcess::updateAttributes);
        }
        return Optional.ofNullable(system().getProcess((int) process.pid()));
    }

    /** OSHI reads stat by lines and has no figure for waited-for children; those come from our own look at it. */
    private static TreeMeter.Reading reading(ProcStat stat, Optional<OSProcess> measured) {
        long own = measured.filter(process -> stat.plainName())
                .map(process -> process.getUserTime() + process.getKernelTime())
                .orElseGet(() -> stat.ownTicks() * ProcStat.TICK.toMillis());
        return new TreeMeter.Reading(stat.pid(), stat.startTicks(), stat.parent(), own,
                stat.waitedTicks() * ProcStat.TICK.toMillis());
    }

    private OperatingSystem system() {
        if (system.isEmpty()) {
            system = Optional.of(new SystemInfo().getOperatingSystem());
        }
        return system.get();
    }

    /**
     * @param known OSHI's object for each living member; none for a zombie
     */
    private record Tree(TreeMeter meter, Map<ProcessIdentity, Optional<OSProcess>> known) {

        long residentBytes() {
            return known.values().stream().flatMap(Optional::stream).mapToLong(OSProcess::getResidentMemory).sum();
        }

        int living() {
            return (int) known.values().stream().filter(Optional::isPresent).count();
        }
    }

    /** What one pass finds, while it goes on. */
    private record Look(List<TreeMeter.Reading> readings, Map<ProcessIdentity, Optional<OSProcess>> known) {
    }
}
