package dev.dpm.sampling.cgroup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.MemoryLook;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;

/**
 * Adds to each sample what the target's cgroup says. Targets that share a cgroup and are looked at in the same round
 * share one reading.
 */
public final class CgroupSampler implements Sampler {

    /** Readings not older than this are shared: samples of one round are milliseconds apart. */
    private static final Duration ROUND = Duration.ofMillis(100);
    /** A working set that could be read before and now cannot is a sample missed, so often in a row. */
    private static final int PATIENCE = 3;
    private static final int MOST_READINGS = 64;

    private final Sampler processes;
    private final CgroupReader reader;
    private final Map<Incarnation, Stay> stays = new ConcurrentHashMap<>();
    private final Map<Asked, Reading> readings = new ConcurrentHashMap<>();

    /** @param processes measures the processes themselves */
    public CgroupSampler(Sampler processes) {
        this(processes, new CgroupReader());
    }

    CgroupSampler(Sampler processes, CgroupReader reader) {
        this.processes = processes;
        this.reader = reader;
    }

    /**
     * @param fruitless looks in a row that found no working set though an earlier one did; more than there is patience
     *        for: none ever did
     * @param kills the counter of OOM kills, where it must be held open
     */
    private record Stay(Seat seat, int fruitless, Optional<KillCounter> kills) {
    }

    private record Asked(Seat seat, boolean workingSet) {
    }

    private record Reading(Duration at, Cgroup cgroup) {
    }

    @Override
    public Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryLook memory) throws SampleMissed {
        Sample sample = processes.sample(incarnation, main, memory);
        boolean workingSet = memory.workingSet();
        Optional<Stay> before = Optional.ofNullable(stays.get(incarnation));
        Seat seat = reader.seat(main.pid(), before.map(Stay::seat));
        Cgroup cgroup = reading(new Asked(seat, workingSet), sample.at());
        int fruitless = workingSet && cgroup.workingSetBytes().isEmpty()
                ? before.map(Stay::fruitless).orElse(PATIENCE) + 1
                : 0;
        stays.put(incarnation, new Stay(seat, Math.min(fruitless, PATIENCE + 1), kills(seat, before)));
        if (fruitless > 0 && fruitless <= PATIENCE) {
            throw new SampleMissed("the working set of its cgroup could not be read this time");
        }
        return sample.in(cgroup);
    }

    private Optional<KillCounter> kills(Seat seat, Optional<Stay> before) {
        if (before.filter(stay -> stay.seat().equals(seat)).isPresent()) {
            return before.get().kills();
        }
        before.flatMap(Stay::kills).ifPresent(KillCounter::close);
        return reader.killCounter(seat);
    }

    private Cgroup reading(Asked asked, Duration at) {
        Reading known = readings.get(asked);
        if (known != null && at.minus(known.at()).abs().compareTo(ROUND) <= 0) {
            return known.cgroup();
        }
        if (readings.size() >= MOST_READINGS) {
            readings.clear();
        }
        Cgroup fresh = reader.read(asked.seat(), asked.workingSet());
        readings.put(asked, new Reading(at, fresh));
        return fresh;
    }

    @Override
    public Optional<Long> oomKills(Incarnation incarnation) {
        Optional<Stay> stay = Optional.ofNullable(stays.get(incarnation));
        return stay.flatMap(Stay::kills).flatMap(KillCounter::read)
                .or(() -> stay.map(Stay::seat).flatMap(CgroupReader::oomKills));
    }

    @Override
    public void forget(Incarnation incarnation) {
        Optional.ofNullable(stays.remove(incarnation)).flatMap(Stay::kills).ifPresent(KillCounter::close);
        processes.forget(incarnation);
    }
}
