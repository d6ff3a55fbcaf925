package dev.dpm.supervision;

import java.io.UncheckedIOException;
import java.util.Optional;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.MemoryLook;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;

/** One look at one target, off the loop. */
final class SampleRound {

    /** A life to look at. */
    record Due(Incarnation life, ProcessIdentity main, MemoryLook memory) {
    }

    /** What the look found; empty where it was missed, with the reason. */
    record Taken(Incarnation life, Optional<Sample> sample, String missedBecause) {
    }

    private SampleRound() {
    }

    /** Whatever a sampler throws is a sample missed. */
    static Taken take(Sampler sampler, Due due) {
        try {
            return new Taken(due.life(), Optional.of(sampler.sample(due.life(), due.main(), due.memory())), "");
        } catch (Sampler.SampleMissed | UncheckedIOException e) {
            return new Taken(due.life(), Optional.empty(), e.getMessage());
        } catch (RuntimeException | Error e) {
            return new Taken(due.life(), Optional.empty(), e.toString());
        }
    }
}
