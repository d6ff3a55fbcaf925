package dev.dpm.operator.fleet;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.incident.Cause;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.operator.fleet.PodFacts.Covering;
import dev.dpm.operator.fleet.PodRecord.Answer;
import dev.dpm.operator.fleet.PodRecord.Silence;
import dev.dpm.operator.fleet.Report.Usage;

/** Pods as the operator knows them, for tests. */
public final class Pods {

    public static final Instant NOW = Instant.parse("2026-11-29T10:30:00Z");
    private static final Usage UNKNOWN = new Usage(Optional.empty(), Optional.empty(), Optional.empty());

    private Pods() {
    }

    public static PodFacts facts(String name) {
        return new PodFacts(new PodName("shop", name), "uid-" + name, Covering.SUPERVISED,
                Optional.of(new Address("10.0.0.7", 9443)), "");
    }

    public static PodRecord well(String name) {
        return answered(name, Optional.empty(), Optional.empty(), UNKNOWN);
    }

    /** A pod whose target uses this memory and has this memory threshold, both in bytes. */
    public static PodRecord using(String name, double bytes, double threshold) {
        return answered(name, Optional.empty(), Optional.empty(),
                new Usage(Optional.of(bytes), Optional.of(threshold), Optional.empty()));
    }

    public static PodRecord inTrouble(String name, Cause cause, String detail, Instant since) {
        return answered(name, Optional.of(new Finding(cause, detail, Optional.of(since), "of " + name)),
                Optional.empty(), UNKNOWN);
    }

    /** A pod that is well again after an incident. */
    public static PodRecord afterIncident(String name, Cause cause, Instant at) {
        return answered(name, Optional.empty(), Optional.of(new Finding(cause, "", Optional.of(at), "of " + name)),
                UNKNOWN);
    }

    public static PodRecord silent(String name, String why, Instant since) {
        return new PodRecord(facts(name), Optional.empty(), Optional.of(new Silence(why, since)));
    }

    public static PodRecord uncovered(String name) {
        return PodRecord.unasked(new PodFacts(new PodName("shop", name), "uid-" + name, Covering.UNCOVERED,
                Optional.empty(), "kubectl rollout restart of its workload brings it"));
    }

    private static PodRecord answered(String name, Optional<Finding> trouble, Optional<Finding> incident,
            Usage memory) {
        return new PodRecord(facts(name), Optional.of(new Answer(new Report("web", trouble.isPresent()
                ? "BACKOFF"
                : "RUNNING", trouble, incident, memory, UNKNOWN, Optional.empty(), 0, "started by command"),
                NOW.minusSeconds(4))), Optional.empty());
    }
}
