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
 * A target's state for the next runner.
 *
 * @param wanted whether it should run
 * @param bootId of the record
 * @param incarnation the number of the last launch, 0 before the first
 * @param process the main process, or one that survived SIGKILL
 * @param launching whether a launch had begun without a result
 * @param ranFor running time since the restart budget was renewed
 * @param restartsAt running time at each restart
 * @param inARow restarts in a row, for {@link dev.dpm.policy.Backoff}
 * @param restarts by cause
 * @param lastExit how the last main process ended
 * @param state the phase
 * @param givenUp whether the restarts are used up
 * @param reason of the state
 * @param acknowledged whether a person has seen that it is FATAL
 * @param failed whether it is EXITED after a failure
 * @param moments of its latest events
 * @param ranUntil the last scheduled time that was handled
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
