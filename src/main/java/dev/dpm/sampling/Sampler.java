package dev.dpm.sampling;

import java.util.Optional;

import dev.dpm.config.MemoryBasis;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;

/**
 * Port: looks at a target's process tree. For one incarnation it is asked by one thread at a
 * time, for several by several: a look that hangs must not hold up the others.
 */
public interface Sampler {

    /**
     * Measures the whole tree of an incarnation.
     *
     * @param memory the costly memory figures that are wanted
     * @throws SampleMissed where the main process is gone or cannot be read
     */
    Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryLook memory) throws SampleMissed;

    /** Measures the whole tree, and of the costly memory figures the one that counts. */
    default Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryBasis basis) throws SampleMissed {
        return sample(incarnation, main, MemoryLook.of(basis));
    }

    /** What the counter of OOM kills says now, at or after the end of an incarnation; empty: there is nothing left to read. */
    default Optional<Long> oomKills(Incarnation incarnation) {
        return Optional.empty();
    }

    /** Drops what was remembered of an incarnation that has ended. */
    void forget(Incarnation incarnation);

    /** A look that found nothing: neither zero nor over, but unknown. */
    final class SampleMissed extends Exception {
        private static final long serialVersionUID = 1L;

        public SampleMissed(String reason) {
            super(reason);
        }
    }
}
