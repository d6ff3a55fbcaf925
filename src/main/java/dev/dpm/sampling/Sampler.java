package dev.dpm.sampling;

import java.util.Optional;

import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;

/**
 * Port: measures a target's process tree. Only one thread at a time measures a target; several targets are measured in
 * parallel, so that a reading that hangs does not delay the others.
 */
public interface Sampler {

    /**
     * Measures the whole tree of an incarnation.
     *
     * @param memory the costly memory figures that are wanted
     * @throws SampleMissed where the main process is gone or cannot be read
     */
    Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryRequest memory) throws SampleMissed;

    /**
     * Measures the target's whole process tree. The sample contains memory by one basis only, and no other figure that
     * is costly to read.
     */
    default Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryBasis basis) throws SampleMissed {
        return sample(incarnation, main, MemoryRequest.of(basis));
    }

    /**
     * The counter of OOM kills of an incarnation's cgroup, read when the incarnation has ended. The kernel counts over
     * the life of the cgroup, so the count may include kills before this incarnation. Empty: the counter can no longer
     * be read.
     */
    default Optional<Long> oomKills(Incarnation incarnation) {
        return Optional.empty();
    }

    /**
     * The last figures of the cgroups that the runner made for an incarnation alone, at or after its end. {@link
     * CgroupUse#NONE}: the incarnation had no such cgroup, or its figures are lost.
     */
    default CgroupUse ownCgroup(Incarnation incarnation) {
        return CgroupUse.NONE;
    }

    /** Drops what the sampler stores about an incarnation that has ended. */
    void forget(Incarnation incarnation);

    /** Thrown if a sample could not be taken. The usage then counts as unknown, and not as zero. */
    final class SampleMissed extends Exception {
        private static final long serialVersionUID = 1L;

        public SampleMissed(String reason) {
            super(reason);
        }
    }
}
