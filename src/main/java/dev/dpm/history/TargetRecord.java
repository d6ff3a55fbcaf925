package dev.dpm.history;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.WallTime;

/**
 * The durable state of a target, from which the next runner carries on.
 *
 * @param wanted whether the target should run; a stopped target is not resumed
 * @param bootId the boot in which this was written
 * @param incarnation the number of the last incarnation, 0 before the first
 * @param process the main process of that incarnation, where it was known to live; in a state of rest, a process that
 *     KILL could not end
 * @param launching a launch was intended and not yet confirmed: its process, if there is one, is found by cookie
 * @param ranFor the target's own running time, over all incarnations since the restart budget was fresh
 * @param restartsAt moments of that running time at which a restart was used
 * @param inARow restarts in a row, which the backoff counts
 * @param restarts since the target is known
 * @param state its phase when written; STOPPED where another version wrote a word that this one does not know
 * @param reason a sentence: why it was in that state
 * @param acknowledged a person has acknowledged that it is FATAL
 * @param failed it is EXITED because of a failure
 * @param moments when things last happened to it
 * @param ranUntil the last moment of its schedule that was dealt with; empty: it has none
 */
public record TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
        Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt, int inARow,
        long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason,
        boolean acknowledged, boolean failed, Moments moments, Optional<WallTime> ranUntil) {

    public TargetRecord {
        restartsAt = List.copyOf(restartsAt);
    }

    /** A record without known moments. */
    public TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
            Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt,
            int inARow, long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason,
            boolean acknowledged) {
        this(spec, wanted, bootId, incarnation, process, launching, ranFor, restartsAt, inARow, restarts, lastExit,
                state, givenUp, reason, acknowledged, false, Moments.NONE, Optional.empty());
    }

    /** A record that nobody has acknowledged. */
    public TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
            Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt,
            int inARow, long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason) {
        this(spec, wanted, bootId, incarnation, process, launching, ranFor, restartsAt, inARow, restarts, lastExit,
                state, givenUp, reason, false);
    }
}
