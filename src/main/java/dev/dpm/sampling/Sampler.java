package dev.dpm.sampling;

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
     * @throws SampleMissed where the main process is gone or cannot be read
     */
    Sample sample(Incarnation incarnation, ProcessIdentity main) throws SampleMissed;

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
