package dev.dpm.sampling.cgroup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.dpm.process.CgroupUse;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;

/**
 * Adds to each sample of a target the figures of the target's cgroup. Targets of the same cgroup that are sampled within 100 ms
 * share one reading of the cgroup.
 */
public final class CgroupSampler implements Sampler {

    /** The greatest age of a reading of the cgroup that targets share. */
    private static final Duration ROUND = Duration.ofMillis(100);
    /**
     * The number of samples in a row without a working set that count as missed, after a sample with one. Further samples are
     * valid without a working set.
     */
    private static final int PATIENCE = 3;
    /**
     * The greatest age of the last full reading of a cgroup (its folders and limits) while no decision depends on the limits.
     */
    private static final Duration SELDOM = Duration.ofSeconds(15);
    /**
     * The number of samples after which a process is expected to stay in its cgroup. Service managers move a process to another
     * cgroup right after its start.
     */
    private static final int SETTLED = 3;
    private static final int MOST_READINGS = 64;

    private final Sampler processes;
    private final CgroupReader reader;
    private final Function<Incarnation, OptionalLong> ownKills;
    private final Function<Incarnation, CgroupUse> ownUse;
    private final Map<Incarnation, CgroupRecord> records = new ConcurrentHashMap<>();
    private final Map<Asked, Reading> readings = new ConcurrentHashMap<>();

    /**
     * Makes a sampler that adds the figures of the cgroup to the samples of another sampler.
     * @param processes the sampler of the processes
     * @param ownKills the number of OOM kills in the cgroup that the runner made; empty: there is no such cgroup
     * @param ownUse the figures of that cgroup
     */
    public CgroupSampler(Sampler processes, Function<Incarnation, OptionalLong> ownKills,
            Function<Incarnation, CgroupUse> ownUse) {
        this(processes, new CgroupReader(), ownKills, ownUse);
    }

    CgroupSampler(Sampler processes, CgroupReader reader) {
        this(processes, reader, life -> OptionalLong.empty(), life -> CgroupUse.NONE);
    }

    private CgroupSampler(Sampler processes, CgroupReader reader, Function<Incarnation, OptionalLong> ownKills,
            Function<Incarnation, CgroupUse> ownUse) {
        this.processes = processes;
        this.reader = reader;
        this.ownKills = ownKills;
        this.ownUse = ownUse;
    }

    /**
     * The stored facts about the cgroup of a launch.
     * @param paths the cgroup's folders
     * @param fruitless the number of consecutive samples without a working set
     * @param kills the open counter of OOM kills; empty: it need not be open
     * @param looks the number of consecutive full readings of this cgroup
     * @param whole the last full reading
     */
    private record CgroupRecord(CgroupPaths paths, int fruitless, Optional<KillCounter> kills, int looks,
            Reading whole) {

        /**
         * Whether the next sample needs only the counter of OOM kills, because the last full reading is less than 15 s old and
         * no decision depends on it.
         */
        boolean suffices(MemoryRequest memory, Duration at) {
            return !memory.limitsDecide() && !memory.workingSet() && looks >= SETTLED && paths.memory().isPresent()
                    && at.minus(whole.at()).compareTo(SELDOM) < 0;
        }
    }

    /**
     * What a reading of a cgroup contains. Targets with equal requests share one reading.
     * @param whole false: only the counter of OOM kills is read
     */
    private record Asked(CgroupPaths paths, boolean workingSet, boolean whole) {
    }

    private record Reading(Duration at, Cgroup cgroup) {
    }

    @Override
    public Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryRequest memory) throws SampleMissed {
        Sample sample = processes.sample(incarnation, main, memory);
        boolean workingSet = memory.workingSet();
        Optional<CgroupRecord> before = Optional.ofNullable(records.get(incarnation));
        if (before.isPresent() && before.get().suffices(memory, sample.at())) {
            return sample.in(counted(before.get(), sample.at()).with(ownUse.apply(incarnation)));
        }
        CgroupPaths paths = reader.paths(main.pid(), before.map(CgroupRecord::paths));
        Cgroup cgroup = reading(new Asked(paths, workingSet, true), sample.at());
        int fruitless = workingSet && cgroup.workingSetBytes().isEmpty()
                ? before.map(CgroupRecord::fruitless).orElse(PATIENCE) + 1
                : 0;
        records.put(incarnation, new CgroupRecord(paths, Math.min(fruitless, PATIENCE + 1), kills(paths, before),
                before.filter(record -> record.paths().equals(paths)).map(CgroupRecord::looks).orElse(0) + 1,
                new Reading(sample.at(), cgroup)));
        if (fruitless > 0 && fruitless <= PATIENCE) {
            throw new SampleMissed("the working set of its cgroup could not be read this time");
        }
        return sample.in(cgroup.with(ownUse.apply(incarnation)));
    }

    /** The last full reading, with the number of OOM kills read again. This number is evidence for why a target ended. */
    private Cgroup counted(CgroupRecord record, Duration at) {
        Asked asked = new Asked(record.paths(), false, false);
        Reading known = readings.get(asked);
        if (known != null && at.minus(known.at()).abs().compareTo(ROUND) <= 0) {
            return known.cgroup();
        }
        Cgroup fresh = record.whole().cgroup().counting(CgroupReader.oomKills(record.paths()));
        keep(asked, at, fresh);
        return fresh;
    }

    private Optional<KillCounter> kills(CgroupPaths paths, Optional<CgroupRecord> before) {
        if (before.filter(record -> record.paths().equals(paths)).isPresent()) {
            return before.get().kills();
        }
        before.flatMap(CgroupRecord::kills).ifPresent(KillCounter::close);
        return reader.killCounter(paths);
    }

    private Cgroup reading(Asked asked, Duration at) {
        Reading known = readings.get(asked);
        if (known != null && at.minus(known.at()).abs().compareTo(ROUND) <= 0) {
            return known.cgroup();
        }
        Cgroup fresh = reader.read(asked.paths(), asked.workingSet());
        keep(asked, at, fresh);
        return fresh;
    }

    private void keep(Asked asked, Duration at, Cgroup cgroup) {
        if (readings.size() >= MOST_READINGS) {
            readings.clear();
        }
        readings.put(asked, new Reading(at, cgroup));
    }

    @Override
    public Optional<Long> oomKills(Incarnation incarnation) {
        OptionalLong own = ownKills.apply(incarnation);
        if (own.isPresent()) {
            return Optional.of(own.getAsLong());
        }
        Optional<CgroupRecord> record = Optional.ofNullable(records.get(incarnation));
        return record.flatMap(CgroupRecord::kills).flatMap(KillCounter::read)
                .or(() -> record.map(CgroupRecord::paths).flatMap(CgroupReader::oomKills));
    }

    @Override
    public CgroupUse ownCgroup(Incarnation incarnation) {
        return ownUse.apply(incarnation);
    }

    @Override
    public void forget(Incarnation incarnation) {
        Optional.ofNullable(records.remove(incarnation)).flatMap(CgroupRecord::kills).ifPresent(KillCounter::close);
        processes.forget(incarnation);
    }
}
