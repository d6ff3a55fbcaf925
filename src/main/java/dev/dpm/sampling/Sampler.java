package dev.dpm.sampling;

import java.util.Optional;

import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;

/** Measures a target's process tree. Several targets are measured in parallel, each on one thread. */
public interface Sampler {

    /**
     * Measures the target's whole process tree.
     * @param memory the costly memory figures that are wanted
     * @throws SampleMissed if the main process has ended or cannot be read
     */
    Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryRequest memory) throws SampleMissed;

    /** Measures the target's whole process tree, with only the memory figure that the basis names (RSS, PSS or working set). */
    default Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryBasis basis) throws SampleMissed {
        return sample(incarnation, main, MemoryRequest.of(basis));
    }

    /**
     * The number of OOM kills in the cgroup of a target that has ended. The number may include kills before the target's
     * launch. Empty: unknown.
     */
    default Optional<Long> oomKills(Incarnation incarnation) {
        return Optional.empty();
    }

    /** The last figures of the cgroup that the runner made for this launch. {@link CgroupUse#NONE}: there are none. */
    default CgroupUse ownCgroup(Incarnation incarnation) {
        return CgroupUse.NONE;
    }

    void forget(Incarnation incarnation);

    /** Thrown if a sample could not be taken. The target's usage is then unknown, and not zero. */
    final class SampleMissed extends Exception {
        private static final long serialVersionUID = 1L;

        public SampleMissed(String reason) {
            super(reason);
        }
    }
}
