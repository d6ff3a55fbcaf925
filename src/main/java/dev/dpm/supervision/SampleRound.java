package dev.dpm.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;

/** Takes the samples that are due in one go, off the loop. */
final class SampleRound {

    /** A life to look at. */
    record Due(Incarnation life, ProcessIdentity main) {
    }

    /** What the look found; empty where it was missed, with the reason. */
    record Taken(Incarnation life, Optional<Sample> sample, String missedBecause) {
    }

    private SampleRound() {
    }

    static List<Taken> take(Sampler sampler, List<Due> due) {
        List<Taken> taken = new ArrayList<>(due.size());
        for (Due one : due) {
            taken.add(look(sampler, one));
        }
        return taken;
    }

    private static Taken look(Sampler sampler, Due due) {
        try {
            return new Taken(due.life(), Optional.of(sampler.sample(due.life(), due.main())), "");
        } catch (Sampler.SampleMissed e) {
            return new Taken(due.life(), Optional.empty(), e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            return new Taken(due.life(), Optional.empty(), e.toString());
        }
    }
}
