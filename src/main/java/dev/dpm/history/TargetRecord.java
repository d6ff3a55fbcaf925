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
 * The state of a target, which the next runner reads.
 * @param wanted whether the target should run
 * @param bootId the machine's boot in which the record was written
 * @param incarnation the number of the last launch; 0: the target was never launched
 * @param process the main process, or one that survived SIGKILL
 * @param launching whether a launch had begun when the record was written, so that its result is unknown
 * @param ranFor how long the target has run since the restart budget was renewed
 * @param restartsAt the value of {@code ranFor} at each restart that counts against the budget
 * @param inARow the number of restarts in a row, for {@link dev.dpm.policy.Backoff}
 * @param restarts the number of all restarts, whatever their cause
 * @param lastExit how the last main process ended
 * @param state the target's phase
 * @param givenUp whether the restart budget is used up
 * @param reason why the target is in its state
 * @param acknowledged whether a person has seen that the target is FATAL
 * @param failed whether the target is EXITED after a failure
 * @param moments when the target's latest events happened
 * @param ranUntil the last time of the schedule that was handled
 */
public record TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
        Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt, int inARow,
        long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason,
        boolean acknowledged, boolean failed, Moments moments, Optional<WallTime> ranUntil) {

    public TargetRecord {
        restartsAt = List.copyOf(restartsAt);
    }

    public TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
            Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt,
            int inARow, long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason,
            boolean acknowledged) {
        this(spec, wanted, bootId, incarnation, process, launching, ranFor, restartsAt, inARow, restarts, lastExit,
                state, givenUp, reason, acknowledged, false, Moments.NONE, Optional.empty());
    }

    public TargetRecord(TargetSpec spec, boolean wanted, String bootId, long incarnation,
            Optional<ProcessIdentity> process, boolean launching, Duration ranFor, List<Duration> restartsAt,
            int inARow, long restarts, Optional<ExitStatus> lastExit, Phase state, boolean givenUp, String reason) {
        this(spec, wanted, bootId, incarnation, process, launching, ranFor, restartsAt, inARow, restarts, lastExit,
                state, givenUp, reason, false);
    }
}
