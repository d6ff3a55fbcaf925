package dev.dpm.lifecycle;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Checked;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Event;
import dev.dpm.event.TargetEvent;
import dev.dpm.policy.Clearance;
import dev.dpm.process.AttachSelector;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Notification;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.RestartCause;
import dev.dpm.process.Sighting;
import dev.dpm.process.Signal;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;
import dev.dpm.testing.Usages;

/**
 * The table of the state machine: for every state and every stimulus, the next state. A new state or stimulus without
 * its rows fails {@link #every_cell_has_its_row}.
 */
class TargetStateTableTest {

    private static final Duration NOW = Duration.ofHours(1);
    private static final ProcessIdentity HEIR = new ProcessIdentity(4712, 100, "boot");
    private static final ProcessIdentity MAIN = new ProcessIdentity(4711, 99, "boot");
    private static final TargetSpec SPEC = target("web", "breach_samples=1", "stop_grace=10", "restart_interval=5",
            "tcp_check=127.0.0.1:80", "check_failures=1");
    private static final Clearance BACKOFF = new Clearance(false, false, "waits for db, which is BACKOFF");
    private static final Situation AT = new Situation(SPEC, NOW);

    /**
     * The columns: state and case | stimulus | next phase and record | effects | events. {@code same}: nothing changes.
     * The case of the state Ending names its stage, and what follows the end.
     */
    private static final String TABLE = """
                        Resting STOPPED | onStart                 | STARTING Launching | Launch#8 |
                        Resting STOPPED | onStop                  | same               |          |
                        Resting STOPPED | onRestart               | STARTING Launching | Launch#8 |
                        Resting STOPPED | onRenewed               | same               |          |
                        Resting STOPPED | onBreachPolicyChanged   | same               |          |
                        Resting STOPPED | onAdopted               | RUNNING Living     | Watch#7  | TargetAdopted
                        Resting STOPPED | onLaunched              | same               |          |
                        Resting STOPPED | onLaunchFailed          | same               |          |
                        Resting STOPPED | onExited                | same               |          |
                        Resting STOPPED | onSurvivorsCounted none | same               |          |
                        Resting STOPPED | onKillOutlived          | same               |          |
                        Resting STOPPED | onAssessed over         | same               |          |
                        Resting STOPPED | onChecked failed        | same               |          |
                        Resting STOPPED | onDeadline              | same               |          |
                        Resting STOPPED | onStopDelayed           | same               |          |
                        Resting STOPPED | onStandstill            | same               |          |
                        Resting STOPPED | onOomCounted            | same               |          |
                        Resting EXITED  | onStart                 | STARTING Launching | Launch#8 |
                        Resting EXITED  | onStop                  | STOPPED Resting    |          | TargetStopped
                        Resting FATAL   | onStart                 | STARTING Launching | Launch#8 |
                        Resting FATAL   | onStop                  | STOPPED Resting    |          | TargetStopped
                        Resting FATAL   | onAdopted               | RUNNING Living     | Watch#7  | TargetAdopted

                        Resting survivor | onStart   | STOPPING Ending | Terminate#7 KILL TREE | TargetKilled
                        Resting survivor | onRestart | STOPPING Ending | Terminate#7 KILL TREE | TargetKilled
                        Resting survivor | onStop    | STOPPING Ending | Terminate#7 KILL TREE | TargetKilled
                        Resting survivor | onExited  | same            |                       |

                        Launching       | onStart                 | STARTING Launching |          |
                        Launching       | onStop                  | STOPPING Ending    |          |
                        Launching       | onRestart               | STOPPING Ending    |          |
                        Launching       | onRenewed               | STARTING Launching |          |
                        Launching       | onBreachPolicyChanged   | STARTING Launching |          |
                        Launching       | onAdopted               | same               |          |
                        Launching       | onLaunched              | STARTING Living    |          | TargetStarted
                        Launching       | onLaunchFailed          | BACKOFF Pausing    |          | LaunchFailed RestartScheduled
                        Launching       | onLaunchFailed runner's | BACKOFF Pausing    |          | LaunchFailed
                        Launching       | onExited                | same               |          |
                        Launching       | onSurvivorsCounted none | same               |          |
                        Launching       | onAssessed over         | same               |          |
                        Launching       | onChecked failed        | same               |          |
                        Launching       | onDeadline              | BACKOFF Pausing    | Disown#7 | LaunchFailed RestartScheduled
                        Launching       | onStopDelayed           | same               |          |
                        Launching       | onStandstill            | same               |          |
                        Launching       | onKillOutlived          | same               |          |
                        Launching       | onOomCounted            | same               |          |
                        Launching spent | onLaunchFailed          | FATAL Resting      |          | LaunchFailed TargetGaveUp
                        Launching spent | onLaunchFailed runner's | BACKOFF Pausing    |          | LaunchFailed

                        Living STARTING | onStart                 | STARTING Living |                       |
                        Living STARTING | onStop                  | STOPPING Ending | Terminate#7 TERM TREE | TargetStopping
                        Living STARTING | onRestart               | STOPPING Ending | Terminate#7 TERM TREE | TargetStopping
                        Living STARTING | onRenewed               | STARTING Living |                       |
                        Living STARTING | onBreachPolicyChanged   | STARTING Living |                       |
                        Living STARTING | onAdopted               | same            |                       |
                        Living STARTING | onLaunched              | same            |                       |
                        Living STARTING | onLaunchFailed          | same            |                       |
                        Living STARTING | onExited                | STOPPING Ending | Survey#7 near         | TargetExited
                        Living STARTING | onSurvivorsCounted none | same            |                       |
                        Living STARTING | onAssessed good         | STARTING Living |                       |
                        Living STARTING | onAssessed over         | STOPPING Ending | Terminate#7 TERM TREE | ThresholdBreached TargetStopping
                        Living STARTING | onChecked passed        | STARTING Living |                       |
                        Living STARTING | onChecked failed        | STOPPING Ending | Terminate#7 TERM TREE | CheckFailed TargetStopping
                        Living STARTING | onChecked unknown       | STARTING Living |                       |
                        Living STARTING | onDeadline              | RUNNING Living  |                       | TargetRunning RestartsForgotten
                        Living STARTING | onStopDelayed           | same            |                       |
                        Living STARTING | onStandstill            | same            |                       |
                        Living STARTING | onKillOutlived          | same            |                       |
                        Living STARTING | onOomCounted            | STARTING Living |                       |
                        Living RUNNING  | onStart                 | RUNNING Living  |                       |
                        Living RUNNING  | onStop                  | STOPPING Ending | Terminate#7 TERM TREE | TargetStopping
                        Living RUNNING  | onRestart               | STOPPING Ending | Terminate#7 TERM TREE | TargetStopping
                        Living RUNNING  | onRenewed               | RUNNING Living  |                       |
                        Living RUNNING  | onBreachPolicyChanged   | RUNNING Living  |                       |
                        Living RUNNING  | onExited                | STOPPING Ending | Survey#7 near         | TargetExited
                        Living RUNNING  | onAssessed good         | RUNNING Living  |                       |
                        Living RUNNING  | onAssessed over         | STOPPING Ending | Terminate#7 TERM TREE | ThresholdBreached TargetStopping
                        Living RUNNING  | onChecked passed        | RUNNING Living  |                       |
                        Living RUNNING  | onChecked failed        | STOPPING Ending | Terminate#7 TERM TREE | CheckFailed TargetStopping
                        Living RUNNING  | onChecked unknown       | RUNNING Living  |                       |
                        Living RUNNING  | onChecked other         | same            |                       |
                        Living RUNNING  | onDeadline              | RUNNING Living  |                       | RestartsForgotten
                        Living RUNNING  | onDeadline soon         | same            |                       |
                        Living adopted  | onExited                | STOPPING Ending | Survey#7 wide         | TargetExited

                        Pausing | onStart                 | STARTING Launching | Launch#8 |
                        Pausing | onStop                  | STOPPED Resting    |          | TargetStopped
                        Pausing | onRestart               | STARTING Launching | Launch#8 |
                        Pausing | onRenewed               | BACKOFF Pausing    |          |
                        Pausing | onBreachPolicyChanged   | BACKOFF Pausing    |          |
                        Pausing | onAdopted               | same               |          |
                        Pausing | onLaunched              | same               |          |
                        Pausing | onLaunchFailed          | same               |          |
                        Pausing | onExited                | same               |          |
                        Pausing | onSurvivorsCounted none | same               |          |
                        Pausing | onAssessed over         | same               |          |
                        Pausing | onChecked failed        | same               |          |
                        Pausing | onDeadline              | STARTING Launching | Launch#8 |
                        Pausing | onStopDelayed           | same               |          |
                        Pausing | onStandstill            | same               |          |
                        Pausing | onKillOutlived          | same               |          |
                        Pausing | onOomCounted            | same               |          |

                        Ending LAUNCHING stop                 | onStart                 | STOPPING Ending    |                       |
                        Ending LAUNCHING stop                 | onStop                  | same               |                       |
                        Ending LAUNCHING stop                 | onRestart               | STOPPING Ending    |                       |
                        Ending LAUNCHING stop                 | onRenewed               | same               |                       |
                        Ending LAUNCHING stop                 | onBreachPolicyChanged   | same               |                       |
                        Ending LAUNCHING stop                 | onAdopted               | same               |                       |
                        Ending LAUNCHING stop                 | onLaunched              | STOPPING Ending    | Terminate#7 TERM TREE | TargetStarted TargetStopping
                        Ending LAUNCHING stop                 | onLaunchFailed          | STOPPED Resting    |                       | LaunchFailed TargetStopped
                        Ending LAUNCHING anew                 | onLaunchFailed          | STARTING Launching | Launch#8              | LaunchFailed
                        Ending LAUNCHING stop                 | onExited                | same               |                       |
                        Ending LAUNCHING stop                 | onSurvivorsCounted none | same               |                       |
                        Ending LAUNCHING stop                 | onAssessed over         | same               |                       |
                        Ending LAUNCHING stop                 | onChecked failed        | same               |                       |
                        Ending LAUNCHING stop                 | onDeadline              | STOPPED Resting    | Disown#7              | TargetStopped
                        Ending LAUNCHING stop                 | onStopDelayed           | same               |                       |
                        Ending LAUNCHING stop                 | onOomCounted            | same               |                       |
                        Ending CHECKING_LEFTOVERS relaunch    | onStop                  | STOPPING Ending    |                       |
                        Ending CHECKING_LEFTOVERS relaunch    | onExited                | same               |                       |
                        Ending CHECKING_LEFTOVERS relaunch    | onSurvivorsCounted none | BACKOFF Pausing    |                       | RestartScheduled
                        Ending CHECKING_LEFTOVERS relaunch    | onSurvivorsCounted some | STOPPING Ending    | Terminate#7 TERM TREE | TargetStopping
                        Ending CHECKING_LEFTOVERS relaunch    | onDeadline              | STOPPING Ending    | Terminate#7 KILL TREE | TargetKilled
                        Ending CHECKING_LEFTOVERS relaunch    | onStopDelayed late      | STOPPING Ending    |                       |
                        Ending CHECKING_LEFTOVERS abandon     | onSurvivorsCounted none | FATAL Resting      |                       | TargetGaveUp
                        Ending CHECKING_LEFTOVERS done        | onSurvivorsCounted none | EXITED Resting     |                       | TargetStopped
                        Ending CHECKING_LEFTOVERS_BEHIND stop | onSurvivorsCounted some | STOPPING Ending    | Terminate#7 TERM TREE | TargetStopping
                        Ending CHECKING_LEFTOVERS_BEHIND stop | onDeadline              | STOPPING Ending    | Terminate#7 KILL TREE | TargetKilled
                        Ending CHECKING_LEFTOVERS_BEHIND stop | onStopDelayed late      | STOPPING Ending    |                       |
                        Ending MAIN_ASKED stop                | onExited                | STOPPING Ending    | Survey#7 wide         | TargetExited
                        Ending MAIN_ASKED stop                | onSurvivorsCounted some | same               |                       |
                        Ending MAIN_ASKED stop                | onDeadline              | STOPPING Ending    | Terminate#7 TERM TREE |
                        Ending MAIN_ASKED stop                | onStopDelayed late      | STOPPING Ending    |                       |
                        Ending ASKED stop                     | onStart                 | STOPPING Ending    |                       |
                        Ending ASKED stop                     | onLaunched              | same               |                       |
                        Ending ASKED stop                     | onLaunchFailed          | same               |                       |
                        Ending ASKED stop                     | onExited                | STOPPING Ending    | Survey#7 wide         | TargetExited
                        Ending ASKED stop                     | onSurvivorsCounted none | STOPPING Ending    |                       |
                        Ending ASKED stop                     | onSurvivorsCounted some | same               |                       |
                        Ending ASKED stop                     | onAssessed over         | same               |                       |
                        Ending ASKED stop                     | onChecked failed        | same               |                       |
                        Ending ASKED stop                     | onDeadline              | STOPPING Ending    | Terminate#7 KILL TREE | TargetKilled
                        Ending ASKED stop                     | onStopDelayed late      | STOPPING Ending    |                       |
                        Ending ASKED stop                     | onDeadline unsent       | STOPPING Ending    | Survey#7 wide         |
                        Ending MAIN_ASKED stop                | onDeadline unsent       | STOPPING Ending    | Survey#7 wide         |
                        Ending KILLING stop                   | onDeadline unsent       | STOPPING Ending    | Survey#7 wide         |
                        Ending ASKED stop                     | onDeadline unsendable   | STOPPING Ending    | Terminate#7 KILL TREE | TargetKilled
                        Ending MAIN_ASKED stop                | onDeadline unsendable   | STOPPING Ending    | Terminate#7 TERM TREE |
                        Ending ASKED stop                     | onStandstill unsent     | STOPPING Ending    |                       |
                        Ending MAIN_ASKED stop                | onStandstill unsent     | STOPPING Ending    |                       |
                        Ending ASKED gone stop                | onSurvivorsCounted none | STOPPED Resting    |                       | TargetStopped
                        Ending ASKED gone anew                | onSurvivorsCounted none | STARTING Launching | Launch#8              |
                        Ending KILLING stop                   | onExited                | STOPPING Ending    | Survey#7 wide         | TargetExited
                        Ending KILLING gone stop              | onSurvivorsCounted none | STOPPED Resting    |                       | TargetStopped
                        Ending KILLING stop                   | onDeadline              | STOPPING Ending    | Survey#7 wide         |
                        Ending KILLING stop                   | onSurvivorsCounted some | same               |                       |
                        Ending KILLING stop                   | onKillOutlived          | STOPPING Ending    |                       |
                        Ending ASKED stop                     | onKillOutlived          | same               |                       |
                        Ending OUTLIVED stop                  | onKillOutlived          | same               |                       |
                        Ending LAST_LOOK stop                 | onKillOutlived          | same               |                       |
                        Ending OUTLIVED stop                  | onSurvivorsCounted some | same               |                       |
                        Ending OUTLIVED stop                  | onExited                | STOPPING Ending    | Survey#7 wide         | TargetExited
                        Ending OUTLIVED stop                  | onDeadline              | STOPPING Ending    | Survey#7 wide         |
                        Ending OUTLIVED gone stop             | onSurvivorsCounted none | STOPPED Resting    |                       | TargetStopped
                        Ending OUTLIVED gone anew             | onSurvivorsCounted none | STARTING Launching | Launch#8              |
                        Ending OUTLIVED stop                  | onStopDelayed late      | STOPPING Ending    |                       |
                        Ending OUTLIVED stop                  | onStandstill            | STOPPING Ending    |                       |
                        Ending LAST_LOOK stop                 | onSurvivorsCounted some | FATAL Resting      |                       | TargetGaveUp
                        Ending LAST_LOOK stop                 | onDeadline              | FATAL Resting      |                       | TargetGaveUp
                        Ending LAST_LOOK gone stop            | onSurvivorsCounted none | STOPPED Resting    |                       | TargetStopped
                        Ending LAST_LOOK gone anew            | onSurvivorsCounted none | STARTING Launching | Launch#8              |
                        Ending LAST_LOOK stop                 | onExited                | STOPPING Ending    | Survey#7 wide         | TargetExited
                        Ending LAST_LOOK stop                 | onStopDelayed late      | STOPPING Ending    |                       |
                        Ending KILLING gone anew              | onSurvivorsCounted none | STARTING Launching | Launch#8              |
                        Ending KILLING stop                   | onStopDelayed late      | STOPPING Ending    |                       |
                        Ending KILLING stop                   | onStandstill            | STOPPING Ending    |                       |
                        Ending ASKED stop                     | onStandstill            | same               |                       |
                        Ending AWAITING_STATUS stop           | onExited                | STOPPED Resting    |                       | TargetExited TargetStopped
                        Ending AWAITING_STATUS stop           | onSurvivorsCounted none | same               |                       |
                        Ending AWAITING_STATUS stop           | onDeadline              | STOPPED Resting    |                       | TargetExited TargetStopped
                        Ending AWAITING_STATUS anew           | onDeadline              | STARTING Launching | Launch#8              | TargetExited
                        Ending AWAITING_STATUS_OF_KILLED stop | onExited                | STOPPED Resting    |                       | TargetExited TargetStopped
                        Ending AWAITING_STATUS_OF_KILLED stop | onSurvivorsCounted none | same               |                       |
                        Ending AWAITING_STATUS_OF_KILLED stop | onDeadline              | STOPPED Resting    |                       | TargetExited TargetStopped
                        Ending ASKED stop                     | onOomCounted            | STOPPING Ending    |                       |
                        Ending ASKED gone stop                | onOomCounted            | same               |                       |

                        Waiting unlooked         | onStart                 | STARTING Waiting |                       |
                        Waiting unlooked         | onStop                  | STOPPED Resting  |                       | TargetStopped
                        Waiting unlooked         | onRestart               | STARTING Waiting | Search#8              |
                        Waiting unlooked         | onRenewed               | STARTING Waiting |                       |
                        Waiting unlooked         | onBreachPolicyChanged   | STARTING Waiting |                       |
                        Waiting unlooked         | onAdopted               | same             |                       |
                        Waiting unlooked         | onLaunched              | same             |                       |
                        Waiting unlooked         | onLaunchFailed          | same             |                       |
                        Waiting unlooked         | onExited                | same             |                       |
                        Waiting unlooked         | onSurvivorsCounted none | same             |                       |
                        Waiting unlooked         | onAssessed over         | same             |                       |
                        Waiting unlooked         | onChecked failed        | same             |                       |
                        Waiting unlooked         | onStopDelayed           | same             |                       |
                        Waiting unlooked         | onStandstill            | same             |                       |
                        Waiting unlooked         | onKillOutlived          | same             |                       |
                        Waiting unlooked         | onOomCounted            | same             |                       |
                        Waiting unlooked         | onDeadline              | WAITING Waiting  | Search#8              | TargetWaiting
                        Waiting unlooked         | onSighted old           | RUNNING Living   | Watch#8               | TargetAttached TargetRunning
                        Waiting unlooked         | onSighted young         | STARTING Living  | Watch#8               | TargetAttached
                        Waiting unlooked         | onSighted nothing       | WAITING Waiting  |                       | TargetWaiting
                        Waiting unlooked         | onSighted several       | WAITING Waiting  |                       | TargetWaiting
                        Waiting unlooked         | onSighted gone          | EXITED Resting   |                       | TargetStopped
                        Waiting unlooked         | onSighted other         | same             |                       |
                        Waiting looked           | onSighted nothing       | WAITING Waiting  |                       |
                        Waiting looked           | onSighted several       | WAITING Waiting  |                       | TargetWaiting
                        Waiting looked           | onSighted old           | RUNNING Living   | Watch#8               | TargetAttached TargetRunning
                        Waiting looked           | onDeadline              | WAITING Waiting  | Search#8              |
                        Waiting looked           | onStop                  | STOPPED Resting  |                       | TargetStopped
                        Attached STOPPED         | onStart                 | STARTING Waiting | Search#8              |
                        Attached STOPPED         | onAdopted               | RUNNING Living   | Watch#7               | TargetAttached
                        Attached RUNNING         | onStart                 | RUNNING Living   |                       |
                        Attached RUNNING         | onStop                  | STOPPED Resting  |                       | TargetLetGo
                        Attached RUNNING         | onRestart               | STARTING Waiting | Search#8              | TargetLetGo
                        Attached RUNNING         | onExited                | WAITING Waiting  | Search#8              | TargetExited TargetWaiting
                        Attached RUNNING         | onAssessed over         | RUNNING Living   |                       | ThresholdBreached
                        Attached RUNNING         | onChecked failed        | RUNNING Living   |                       | CheckFailed
                        Attached terminate       | onAssessed over         | STOPPING Ending  | Terminate#7 TERM TREE | ThresholdBreached TargetStopping
                        Attached terminate spent | onAssessed over         | RUNNING Living   |                       | ThresholdBreached TargetGaveUp
                        Attached signal          | onAssessed over         | RUNNING Living   | SendSignal#7 USR1     | ThresholdBreached SignalSent
                        Attached signal spent    | onAssessed over         | RUNNING Living   |                       | ThresholdBreached TargetGaveUp
                        Attached none            | onAssessed over         | RUNNING Living   |                       | ThresholdBreached
                        Attached by pid          | onExited                | EXITED Resting   |                       | TargetExited TargetStopped
                        Attached ending          | onStart                 | STOPPING Ending  |                       |
                        Attached ending          | onStop                  | STOPPED Resting  |                       | TargetLetGo
                        Attached ending          | onRestart               | STARTING Waiting | Search#8              | TargetLetGo
                        Attached ending          | onExited                | STOPPING Ending  | Survey#7 wide         | TargetExited
                        Attached ending          | onDeadline              | STOPPING Ending  | Terminate#7 KILL TREE | TargetKilled
                        Attached ending gone     | onSurvivorsCounted none | WAITING Waiting  | Search#8              | TargetWaiting
                        Attached killing         | onSurvivorsCounted some | RUNNING Living   |                       | TargetGaveUp
                        Attached killing         | onDeadline              | RUNNING Living   |                       | TargetGaveUp
                        Attached killing gone    | onDeadline              | WAITING Waiting  | Search#8              | TargetWaiting

                        Pausing               | onSucceeded        | same            |  |
                        Resting STOPPED       | onSucceeded        | same            |  |
                        Launching             | onSucceeded        | same            |  |
                        Living STARTING       | onSucceeded        | STARTING Living |  | MainProcessChanged
                        Living RUNNING        | onSucceeded        | RUNNING Living  |  | MainProcessChanged
                        Living RUNNING        | onSucceeded itself | same            |  |
                        Waiting unlooked      | onSucceeded        | same            |  |
                        Ending LAUNCHING stop | onSucceeded        | same            |  |
                        Ending ASKED stop     | onSucceeded        | STOPPING Ending |  |

                        Pausing           | onSighted old | same |  |
                        Resting STOPPED   | onSighted old | same |  |
                        Launching         | onSighted old | same |  |
                        Living RUNNING    | onSighted old | same |  |
                        Ending ASKED stop | onSighted old | same |  |

                        AwaitingDependencies | onStart                 | WAITING AwaitingDependencies       |          |
                        AwaitingDependencies | onStop                  | STOPPED Resting    |          | TargetStopped
                        AwaitingDependencies | onRestart               | WAITING AwaitingDependencies       |          |
                        AwaitingDependencies | onRenewed               | WAITING AwaitingDependencies       |          |
                        AwaitingDependencies | onBreachPolicyChanged   | WAITING AwaitingDependencies       |          |
                        AwaitingDependencies | onAdopted               | same               |          |
                        AwaitingDependencies | onLaunched              | same               |          |
                        AwaitingDependencies | onLaunchFailed          | same               |          |
                        AwaitingDependencies | onExited                | same               |          |
                        AwaitingDependencies | onSurvivorsCounted none | same               |          |
                        AwaitingDependencies | onKillOutlived          | same               |          |
                        AwaitingDependencies | onAssessed over         | same               |          |
                        AwaitingDependencies | onChecked failed        | same               |          |
                        AwaitingDependencies | onDeadline              | same               |          |
                        AwaitingDependencies | onStopDelayed           | same               |          |
                        AwaitingDependencies | onStandstill            | same               |          |
                        AwaitingDependencies | onOomCounted            | same               |          |
                        AwaitingDependencies | onSucceeded             | same               |          |
                        AwaitingDependencies | onSighted old           | same               |          |
                        AwaitingDependencies | onCleared               | STARTING Launching | Launch#8 |
                        AwaitingDependencies | onCleared not yet       | WAITING AwaitingDependencies       |          |
                        AwaitingDependencies | onCleared never         | WAITING AwaitingDependencies       |          | TargetHeld
                        AwaitingDependencies | onCleared as before     | same               |          |

                        Resting STOPPED                    | onStart held                 | WAITING AwaitingDependencies |          | TargetHeld
                        Pausing                            | onStart held                 | WAITING AwaitingDependencies |          | TargetHeld
                        Pausing                            | onDeadline held              | WAITING AwaitingDependencies |          | TargetHeld
                        Ending ASKED gone anew             | onSurvivorsCounted none held | WAITING AwaitingDependencies |          | TargetHeld
                        Ending LAUNCHING anew              | onDeadline held              | WAITING AwaitingDependencies | Disown#7 | TargetHeld

                        Resting STOPPED       | onNotified ready   | same               |  |
                        Launching             | onNotified ready   | STARTING Launching |  |
                        Living STARTING       | onNotified status  | STARTING Living    |  |
                        Living STARTING       | onNotified ready   | STARTING Living    |  |
                        Living RUNNING        | onNotified ready   | RUNNING Living     |  |
                        Living RUNNING        | onNotified nothing | same               |  |
                        Ending ASKED stop     | onNotified status  | STOPPING Ending    |  |
                        Ending LAUNCHING stop | onNotified ready   | STOPPING Ending    |  |
                        Pausing               | onNotified ready   | same               |  |
                        AwaitingDependencies                  | onNotified ready   | same               |  |
                        Waiting unlooked      | onNotified ready   | same               |  |
                        Attached RUNNING      | onNotified ready   | same               |  |
                        Telling Launching     | onNotified ready   | STARTING Launching |  |
                        Telling Launching     | onLaunched         | STARTING Living    |                       | TargetStarted
                        Telling told          | onLaunched         | RUNNING Living     |                       | TargetStarted TargetRunning
                        Telling STARTING      | onNotified ready   | RUNNING Living     |                       | TargetRunning
                        Telling STARTING      | onNotified status  | STARTING Living    |                       |
                        Telling STARTING      | onNotified alive   | same               |                       |
                        Telling STARTING      | onNotified failed  | same               |                       |
                        Telling STARTING      | onStandstill       | same               |                       |
                        Telling STARTING      | onDeadline         | STOPPING Ending    | Terminate#7 TERM TREE | TargetStopping
                        Telling adopted       | onDeadline         | RUNNING Living     |                       | TargetRunning
                        Telling RUNNING       | onNotified alive   | RUNNING Living     |                       |
                        Telling RUNNING       | onNotified failed  | STOPPING Ending    | Terminate#7 TERM TREE | CheckFailed TargetStopping
                        Telling RUNNING       | onDeadline         | STOPPING Ending    | Terminate#7 TERM TREE | CheckFailed TargetStopping
                        Telling RUNNING       | onStandstill       | RUNNING Living     |                       |
                        Lasting STARTING      | onDeadline         | RUNNING Living     |                       | TargetRunning RestartsForgotten
                        Lasting RUNNING       | onDeadline         | STOPPING Ending    | Terminate#7 TERM TREE | TargetStopping
                        Lasting RUNNING       | onDeadline early   | RUNNING Living     |                       | RestartsForgotten
                        Instance RUNNING      | onDeadline         | RUNNING Living     |                       | RestartsForgotten
                        Instance RUNNING      | onRecycle          | STOPPING Ending    | Terminate#7 TERM TREE | TargetStopping
                        Ending ASKED gone recycle | onSurvivorsCounted none | STARTING Launching | Launch#8 |

                        Resting STOPPED       | onCleared | same |  |
                        Launching             | onCleared | same |  |
                        Living RUNNING        | onCleared | same |  |
                        Pausing               | onCleared | same |  |
                        Waiting unlooked      | onCleared | same |  |
                        Ending ASKED stop     | onCleared | same |  |

                        Preparing         | onAdopted                | same               |                                   |
                        Preparing         | onLaunched               | same               |                                   |
                        Preparing         | onLaunchFailed           | same               |                                   |
                        Preparing         | onExited                 | same               |                                   |
                        Preparing         | onSurvivorsCounted none  | same               |                                   |
                        Preparing         | onKillOutlived           | same               |                                   |
                        Preparing         | onAssessed over          | same               |                                   |
                        Preparing         | onChecked failed         | same               |                                   |
                        Preparing         | onStopDelayed            | same               |                                   |
                        Preparing         | onStandstill             | same               |                                   |
                        Preparing         | onOomCounted             | same               |                                   |
                        Preparing         | onSucceeded              | same               |                                   |
                        Preparing         | onSighted old            | same               |                                   |
                        Preparing         | onNotified ready         | same               |                                   |
                        Preparing         | onCleared                | same               |                                   |
                        Preparing         | onBreachPolicyChanged    | STARTING Preparing |                                   |
                        Preparing         | onRenewed                | STARTING Preparing |                                   |
                        Preparing         | onReload                 | same               |                                   |
                        Preparing         | onSignal                 | same               |                                   |
                        Preparing         | onTerminate              | same               |                                   |
                        Preparing         | onStart                  | STARTING Preparing |                                   |
                        Preparing         | onStop                   | STOPPING Cleaning  | EndHooks#7                        |
                        Preparing         | onRestart                | STOPPING Cleaning  | EndHooks#7                        |
                        Preparing         | onDeadline               | STOPPING Cleaning  | EndHooks#7 RunHook#7 POST_STOP    | LaunchFailed
                        Preparing         | onHookEnded pre          | STARTING Launching | Launch#7                          |
                        RunningStopCommand            | onAdopted                | same               |                                   |
                        RunningStopCommand            | onLaunched               | same               |                                   |
                        RunningStopCommand            | onLaunchFailed           | same               |                                   |
                        RunningStopCommand            | onExited                 | STOPPING RunningStopCommand    |                                   | TargetExited
                        RunningStopCommand            | onSurvivorsCounted none  | same               |                                   |
                        RunningStopCommand            | onKillOutlived           | same               |                                   |
                        RunningStopCommand            | onAssessed over          | same               |                                   |
                        RunningStopCommand            | onChecked failed         | same               |                                   |
                        RunningStopCommand            | onStopDelayed            | same               |                                   |
                        RunningStopCommand            | onStandstill             | same               |                                   |
                        RunningStopCommand            | onOomCounted             | STOPPING RunningStopCommand          |                                   |
                        RunningStopCommand            | onSucceeded              | STOPPING RunningStopCommand    |                                   |
                        RunningStopCommand            | onSighted old            | same               |                                   |
                        RunningStopCommand            | onNotified ready         | STOPPING RunningStopCommand    |                                   |
                        RunningStopCommand            | onCleared                | same               |                                   |
                        RunningStopCommand            | onBreachPolicyChanged    | same               |                                   |
                        RunningStopCommand            | onRenewed                | same               |                                   |
                        RunningStopCommand            | onReload                 | same               |                                   |
                        RunningStopCommand            | onSignal                 | same               |                                   |
                        RunningStopCommand            | onTerminate              | same               |                                   |
                        RunningStopCommand            | onStart                  | STOPPING RunningStopCommand    |                                   |
                        RunningStopCommand            | onStop                   | same               |                                   |
                        RunningStopCommand            | onRestart                | STOPPING RunningStopCommand    |                                   |
                        RunningStopCommand            | onDeadline               | STOPPING Ending    | EndHooks#7 Terminate#7 TERM TREE  | TargetStopping
                        RunningStopCommand            | onHookEnded pre          | same               |                                   |
                        Cleaning stop     | onAdopted                | same               |                                   |
                        Cleaning stop     | onLaunched               | same               |                                   |
                        Cleaning stop     | onLaunchFailed           | same               |                                   |
                        Cleaning stop     | onExited                 | same               |                                   |
                        Cleaning stop     | onSurvivorsCounted none  | same               |                                   |
                        Cleaning stop     | onKillOutlived           | same               |                                   |
                        Cleaning stop     | onAssessed over          | same               |                                   |
                        Cleaning stop     | onChecked failed         | same               |                                   |
                        Cleaning stop     | onStopDelayed            | same               |                                   |
                        Cleaning stop     | onStandstill             | same               |                                   |
                        Cleaning stop     | onOomCounted             | same               |                                   |
                        Cleaning stop     | onSucceeded              | same               |                                   |
                        Cleaning stop     | onSighted old            | same               |                                   |
                        Cleaning stop     | onNotified ready         | same               |                                   |
                        Cleaning stop     | onCleared                | same               |                                   |
                        Cleaning stop     | onBreachPolicyChanged    | same               |                                   |
                        Cleaning stop     | onRenewed                | same               |                                   |
                        Cleaning stop     | onReload                 | same               |                                   |
                        Cleaning stop     | onSignal                 | same               |                                   |
                        Cleaning stop     | onTerminate              | same               |                                   |
                        Cleaning stop     | onStart                  | STOPPING Cleaning  |                                   |
                        Cleaning stop     | onStop                   | same               |                                   |
                        Cleaning stop     | onRestart                | STOPPING Cleaning  |                                   |
                        Cleaning stop     | onDeadline               | STOPPED Resting    | EndHooks#7                        | TargetStopped
                        Cleaning stop     | onHookEnded pre          | same               |                                   |
                        Preparing         | onHookEnded pre failed   | STOPPING Cleaning  | RunHook#7 POST_STOP               | LaunchFailed
                        Preparing         | onHookEnded pre unknown  | BACKOFF Pausing    |                                   | LaunchFailed
                        Preparing         | onHookEnded post         | same               |                                   |
                        RunningStopCommand            | onHookEnded ask          | STOPPING Ending    | Terminate#7 TERM TREE             | TargetStopping
                        RunningStopCommand            | onHookEnded ask failed   | STOPPING Ending    | Terminate#7 TERM TREE             | HookEnded TargetStopping
                        RunningStopCommand gone       | onHookEnded ask          | STOPPING Ending    | Survey#7 wide                     |
                        RunningStopCommand gone       | onExited                 | same               |                                   |
                        RunningStopCommand gone       | onDeadline               | STOPPING Ending    | EndHooks#7 Survey#7 wide          |
                        Cleaning stop     | onHookEnded post         | STOPPED Resting    |                                   | TargetStopped
                        Cleaning stop     | onHookEnded post failed  | STOPPED Resting    |                                   | HookEnded TargetStopped
                        Cleaning anew     | onHookEnded post         | STARTING Preparing | RunHook#8 PRE_START               |
                        Cleaning relaunch | onHookEnded post         | BACKOFF Pausing    |                                   | RestartScheduled
                        Cleaning broken   | onHookEnded pre          | STOPPING Cleaning  | RunHook#7 POST_STOP               |
                        Cleaning broken   | onHookEnded post         | same               |                                   |
                        Cleaning broken   | onDeadline               | STOPPING Cleaning  | EndHooks#7 RunHook#7 POST_STOP    |
                        Hooked STOPPED    | onStart                  | STARTING Preparing | RunHook#8 PRE_START               |
                        Hooked STOPPED    | onStart held             | WAITING AwaitingDependencies       |                                   | TargetHeld
                        Hooked Pausing    | onDeadline               | STARTING Preparing | RunHook#8 PRE_START               |
                        Hooked Launching  | onLaunchFailed           | STOPPING Cleaning  | RunHook#7 POST_STOP               | LaunchFailed
                        Hooked STARTING   | onDeadline               | RUNNING Living     | RunHook#7 POST_START              | TargetRunning RestartsForgotten
                        Hooked STARTING   | onStop                   | STOPPING RunningStopCommand    | EndHooks#7 RunHook#7 STOP_COMMAND |
                        Hooked RUNNING    | onRestart                | STOPPING RunningStopCommand    | EndHooks#7 RunHook#7 STOP_COMMAND |
                        Hooked RUNNING    | onChecked failed         | STOPPING RunningStopCommand    | EndHooks#7 RunHook#7 STOP_COMMAND | CheckFailed
                        Hooked RUNNING    | onExited                 | STOPPING Ending    | Survey#7 near EndHooks#7          | TargetExited
                        Hooked RUNNING    | onReload                 | RUNNING Living     | RunHook#7 RELOAD_COMMAND          |
                        Hooked RUNNING    | onHookEnded start failed | RUNNING Living     |                                   | HookEnded
                        Hooked RUNNING    | onHookEnded start        | same               |                                   |
                        Hooked RUNNING    | onHookEnded reload       | RUNNING Living     |                                   | HookEnded
                        Hooked gone stop  | onSurvivorsCounted none  | STOPPING Cleaning  | RunHook#7 POST_STOP               |
                        Hooked gone anew  | onSurvivorsCounted none  | STOPPING Cleaning  | RunHook#7 POST_STOP               |
                        Signalled RUNNING | onReload                 | RUNNING Living     | SendSignal#7 HUP                  | SignalSent
                        Signalled RUNNING | onSignal                 | RUNNING Living     | SendSignal#7 USR1                 | SignalSent
                        Attached RUNNING  | onReload                 | same               |                                   |
                        Attached RUNNING  | onSignal                 | RUNNING Living     | SendSignal#7 USR1                 | SignalSent
                        Attached RUNNING  | onTerminate              | STOPPING Ending    | Terminate#7 TERM TREE             | TargetStopping
                        Living RUNNING    | onTerminate              | same               |                                   |
                        Living RUNNING    | onReload                 | same               |                                   |
                        Living RUNNING    | onSignal                 | RUNNING Living     | SendSignal#7 USR1                 | SignalSent
                        Living RUNNING    | onHookEnded pre          | same               |                                   |
                        Resting STOPPED   | onHookEnded pre          | same               |                                   |
                        Resting STOPPED   | onReload                 | same               |                                   |
                        Resting STOPPED   | onSignal                 | same               |                                   |
                        Resting STOPPED   | onTerminate              | same               |                                   |
                        Launching         | onHookEnded pre          | same               |                                   |
                        Launching         | onReload                 | same               |                                   |
                        Launching         | onSignal                 | same               |                                   |
                        Launching         | onTerminate              | same               |                                   |
                        AwaitingDependencies              | onHookEnded pre          | same               |                                   |
                        AwaitingDependencies              | onReload                 | same               |                                   |
                        AwaitingDependencies              | onSignal                 | same               |                                   |
                        AwaitingDependencies              | onTerminate              | same               |                                   |
                        Waiting unlooked  | onHookEnded pre          | same               |                                   |
                        Waiting unlooked  | onReload                 | same               |                                   |
                        Waiting unlooked  | onSignal                 | same               |                                   |
                        Waiting unlooked  | onTerminate              | same               |                                   |
                        Pausing           | onHookEnded pre          | same               |                                   |
                        Pausing           | onReload                 | same               |                                   |
                        Pausing           | onSignal                 | same               |                                   |
                        Pausing           | onTerminate              | same               |                                   |
                        Ending ASKED stop | onHookEnded pre          | same               |                                   |
                        Ending ASKED stop | onReload                 | same               |                                   |
                        Ending ASKED stop | onSignal                 | same               |                                   |
                        Ending ASKED stop | onTerminate              | same               |                                   |

            Scheduled | onHookEnded pre | same |  |
                        Scheduled | onReload | same |  |
                        Scheduled | onSignal | same |  |
                        Scheduled | onTerminate | same |  |
                        Preparing | onPlanned | same |  |
                        Preparing | onRecycle | same |  |
                        Preparing | onDue | STARTING Preparing |  | RunMissed
                        RunningStopCommand | onPlanned | same |  |
                        RunningStopCommand | onRecycle | same |  |
                        RunningStopCommand | onDue | STOPPING RunningStopCommand |  | RunMissed
                        Cleaning stop | onPlanned | same |  |
                        Cleaning stop | onRecycle | same |  |
                        Cleaning stop | onDue | STOPPING Cleaning |  | RunMissed
                        Timed kill RunningStopCommand | onDue | STOPPING RunningStopCommand |  |
                        Timed kill Cleaning | onDue | STOPPING Cleaning |  |
                        Timed kill asked stop | onDue | same |  |
                        Timed queue Cleaning | onDue | same |  |
                        Scheduled | onStart | STARTING Launching | Launch#8 |
                        Scheduled | onRestart | STARTING Launching | Launch#8 |
                        Scheduled | onStop | STOPPED Resting |  | TargetStopped
                        Scheduled | onRenewed | same |  |
                        Scheduled | onBreachPolicyChanged | same |  |
                        Scheduled | onAdopted | same |  |
                        Scheduled | onLaunched | same |  |
                        Scheduled | onLaunchFailed | same |  |
                        Scheduled | onExited | same |  |
                        Scheduled | onSurvivorsCounted none | same |  |
                        Scheduled | onKillOutlived | same |  |
                        Scheduled | onAssessed over | same |  |
                        Scheduled | onChecked failed | same |  |
                        Scheduled | onDeadline | same |  |
                        Scheduled | onStopDelayed  | same |  |
                        Scheduled | onStandstill | same |  |
                        Scheduled | onOomCounted | same |  |
                        Scheduled | onSucceeded | same |  |
                        Scheduled | onSighted old | same |  |
                        Scheduled | onCleared | same |  |
                        Scheduled | onNotified ready | same |  |
                        Scheduled | onPlanned | same |  |
                        Scheduled | onRecycle | same |  |
                        Scheduled | onDue | STARTING Launching | Launch#8 |
                        Scheduled | onDue held | WAITING AwaitingDependencies |  | TargetHeld
                        Unscheduled Scheduled | onRenewed | STARTING Launching | Launch#8 |
                        Launching | onPlanned | same |  |
                        Living RUNNING | onPlanned | same |  |
                        Ending ASKED stop | onPlanned | same |  |
                        Pausing | onPlanned | same |  |
                        AwaitingDependencies | onPlanned | same |  |
                        Waiting unlooked | onPlanned | same |  |
                        Resting STOPPED | onPlanned | WAITING Scheduled |  |
                        Resting EXITED | onPlanned | WAITING Scheduled |  |
                        Resting FATAL | onPlanned | WAITING Scheduled |  |
                        Resting survivor | onPlanned | STOPPING Ending | Terminate#7 KILL TREE | TargetKilled
                        Resting STOPPED | onDue | same |  |
                        Resting FATAL | onDue | STARTING Launching | Launch#8 |
                        Launching | onDue | STARTING Launching |  | RunMissed
                        Living RUNNING | onDue | RUNNING Living |  | RunMissed
                        Ending ASKED done | onDue | STOPPING Ending |  | RunMissed
                        Pausing | onDue | BACKOFF Pausing |  | RunMissed
                        AwaitingDependencies | onDue | WAITING AwaitingDependencies |  | RunMissed
                        Waiting unlooked | onDue | STARTING Waiting |  | RunMissed
                        Timed kill Launching | onDue | same |  |
                        Timed kill Living | onDue | STOPPING Ending | Terminate#7 TERM TREE | TargetStopping
                        Timed kill Pausing | onDue | STARTING Launching | Launch#8 |
                        Timed kill Ending | onDue | STOPPING Ending |  |
                        Timed kill stop | onDue | same |  |
                        Timed queue Living | onDue | same |  |
                        Timed queue Pausing | onDue | same |  |
                        Timed queue Ending | onDue | same |  |
                        Timed skip Ending | onSurvivorsCounted none | WAITING Scheduled |  | TargetStopped
                        Timed skip stop | onSurvivorsCounted none | STOPPED Resting |  | TargetStopped
                        Timed skip next | onSurvivorsCounted none | STARTING Launching | Launch#8 |
                        Timed skip lasting | onDeadline | STOPPING Ending | Terminate#7 TERM TREE | TargetStopping
                        Resting STOPPED | onRecycle | same |  |
                        Launching | onRecycle | same |  |
                        Living STARTING | onRecycle | same |  |
                        Pausing | onRecycle | same |  |
                        AwaitingDependencies | onRecycle | same |  |
                        Waiting unlooked | onRecycle | same |  |
                        Ending ASKED stop | onRecycle | same |  |
                        Living RUNNING | onRecycle | STOPPING Ending | Terminate#7 TERM TREE | TargetStopping
                        Attached RUNNING | onRecycle | same |  |
                        """;

    /** A target with a command for every hook. */
    private static final TargetSpec HOOKED = target("web", "breach_samples=1", "stop_grace=10", "restart_interval=5",
            "tcp_check=127.0.0.1:80", "check_failures=1", "pre_start=mount", "post_start=announce",
            "stop_command=leave", "post_stop=umount", "reload_command=reread");

    /** A target that reports by itself that it is ready, and that it lives. */
    private static final TargetSpec TELLING = target("web", "ready=notify", "watchdog_seconds=10", "start_timeout=60");

    /**
     * The situation for the rows of a state. Attached targets have a spec of their own, and so have targets that report
     * that they are ready.
     */
    private static Situation situation(String state) {
        String[] words = state.split(" ");
        if (words[0].equals("Telling")) {
            return new Situation(TELLING, NOW);
        }
        if (Set.of("Hooked", "Preparing", "RunningStopCommand", "Cleaning").contains(words[0])) {
            return new Situation(HOOKED, NOW);
        }
        if (words[0].equals("Signalled")) {
            return new Situation(target("web", "reload_signal=HUP"), NOW);
        }
        if (words[0].equals("Scheduled")) {
            return new Situation(target("web", "schedule=0 3 * * *"), NOW);
        }
        if (words[0].equals("Timed")) {
            return new Situation(target("web", "schedule=0 3 * * *", "schedule_overlap=" + words[1],
                    state.contains("lasting") ? "max_runtime=30m" : "max_runtime=off"), NOW);
        }
        if (words[0].equals("Lasting")) {
            return new Situation(target("web", "max_runtime=30m"), NOW);
        }
        if (words[0].equals("Instance")) {
            return new Situation(target("web-0", "max_runtime=30m", "instances=2"), NOW);
        }
        if (!words[0].equals("Waiting") && !words[0].equals("Attached")) {
            return AT;
        }
        String action = state.contains("signal") ? "signal:USR1" : state.contains("none") ? "none" : "unhealthy";
        return new Situation(target("web", "attach=true", "process_name=web", "cpu_threshold=80", "breach_samples=1",
                "on_breach=" + (state.contains("terminate") ? "terminate" : action), "stop_grace=10",
                "tcp_check=127.0.0.1:80", "check_failures=1", "on_exhausted=leave",
                state.contains("pid") ? "pid=4711" : "max_restarts=3"), NOW);
    }

    private record Row(String state, String stimulus, String next, String effects, String events) {
        static Row of(String line) {
            String[] cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            return new Row(cells[0], cells[1], cells[2], cells[3], cells[4]);
        }

        String cell() {
            return state.split(" ")[0] + " × " + stimulus.split(" ")[0];
        }
    }

    private static Stream<Row> rows() {
        return TABLE.lines().filter(line -> !line.isBlank()).map(Row::of);
    }

    @TestFactory
    Stream<DynamicTest> every_state_answers_every_stimulus() {
        return rows().map(row -> DynamicTest.dynamicTest(row.state() + " × " + row.stimulus(), () -> {
            TargetState before = states().get(row.state());
            assertThat(before).as("a state is called %s", row.state()).isNotNull();
            assertThat(stimuli()).containsKey(row.stimulus());

            Step step = stimuli().get(row.stimulus()).apply(before, situation(row.state()));

            assertThat(next(before, step)).isEqualTo(row.next());
            assertThat(effects(step)).isEqualTo(row.effects());
            assertThat(events(step)).isEqualTo(row.events());
        }));
    }

    @Test
    void every_cell_has_its_row() {
        Set<String> expected = new TreeSet<>();
        for (Class<?> state : records(TargetState.class).toList()) {
            for (Method method : TargetState.class.getDeclaredMethods()) {
                if (method.isDefault() && method.getReturnType() == Step.class) {
                    expected.add(state.getSimpleName() + " × " + method.getName());
                }
            }
        }

        assertThat(expected).hasSizeGreaterThanOrEqualTo(5 * 12);
        Set<String> written = rows()
                .filter(row -> !row.state().startsWith("Attached") && !row.state().startsWith("Telling")
                        && !row.state().startsWith("Lasting") && !row.state().startsWith("Instance")
                        && !row.state().startsWith("Hooked")
                        && !row.state().startsWith("Signalled") && !row.state().startsWith("Timed")
                        && !row.state().startsWith("Unscheduled"))
                .map(Row::cell)
                .collect(Collectors.toSet());
        assertThat(written).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(TargetStateTableTest::records)
                : Stream.of(type);
    }

    @TestFactory
    Stream<DynamicTest> every_state_has_a_health_and_a_dependency_state() {
        return states().entrySet().stream().map(state -> DynamicTest.dynamicTest(state.getKey(), () -> {
            TargetSpec spec = situation(state.getKey()).spec();
            assertThat(HealthPolicy.of(state.getValue(), spec, NOW)).isNotNull();
            assertThat(DependencyStates.of(state.getValue(), spec).phase()).isEqualTo(state.getValue().phase());
        }));
    }

    @Test
    void every_stage_of_an_ending_has_a_row() {
        Set<String> stages = rows().map(Row::state).filter(state -> state.startsWith("Ending"))
                .map(state -> state.split(" ")[1]).collect(Collectors.toSet());

        assertThat(stages).containsExactlyInAnyOrder(
                Arrays.stream(Ending.Stage.values()).map(Enum::name).toArray(String[]::new));
    }

    @TestFactory
    Stream<DynamicTest> a_stimulus_of_another_incarnation_changes_nothing() {
        Map<String, BiFunction<TargetState, Situation, Step>> stale = Map.of(
                "onLaunched", (state, at) -> state.onLaunched(at, 6, MAIN),
                "onLaunchFailed", (state, at) -> state.onLaunchFailed(at, 6, "late", false),
                "onExited", (state, at) -> state.onExited(at, 6, new ExitStatus.Code(1)),
                "onSurvivorsCounted", (state, at) -> state.onSurvivorsCounted(at, 6, 0),
                "onSighted", (state, at) -> state.onSighted(at, 7, situation("Waiting").spec().attach().get(),
                        new Sighting.Found(MAIN, Duration.ZERO, "it matches")),
                "onOomCounted", (state, at) -> state.onOomCounted(at, 6, 1),
                "onSucceeded", (state, at) -> state.onSucceeded(at, 6, HEIR).then(
                        state.onNotified(at, 6, Notification.READY)),
                "onStopDelayed", (state, at) -> state.onStopDelayed(new Situation(at.spec(), NOW.plusSeconds(9)), 6),
                "onAssessed", (state, at) -> state.onAssessed(at, 6, Usages.usage(900, 9000)).then(
                        state.onHookEnded(at, 6, Hook.PRE_START, HookResult.failed("failed"))),
                "onChecked", (state, at) -> state.onChecked(at, 6, tcp(CheckResult.failed("failed: refused"))));
        return states().entrySet().stream().flatMap(state -> stale.entrySet().stream()
                .map(stimulus -> DynamicTest.dynamicTest(state.getKey() + " × late " + stimulus.getKey(), () -> {
                    Step step = stimulus.getValue().apply(state.getValue(), AT);

                    assertThat(step).isEqualTo(Step.to(state.getValue()));
                })));
    }

    private static Map<String, BiFunction<TargetState, Situation, Step>> stimuli() {
        Map<String, BiFunction<TargetState, Situation, Step>> stimuli = new TreeMap<>();
        stimuli.put("onStart", (state, at) -> state.onStart(at, "by command"));
        stimuli.put("onStop", (state, at) -> state.onStop(at, "by command"));
        stimuli.put("onRestart", (state, at) -> state.onRestart(at, "by command"));
        stimuli.put("onRenewed", TargetState::onRenewed);
        stimuli.put("onBreachPolicyChanged", TargetState::onBreachPolicyChanged);
        stimuli.put("onAdopted", (state, at) -> state.onAdopted(at, 7, MAIN, Duration.ofSeconds(100)));
        stimuli.put("onLaunched", (state, at) -> state.onLaunched(at, 7, MAIN));
        stimuli.put("onLaunchFailed", (state, at) -> state.onLaunchFailed(at, 7, "no such program", false));
        stimuli.put("onLaunchFailed runner's", (state, at) -> state.onLaunchFailed(at, 7, "no descriptors", true));
        stimuli.put("onExited", (state, at) -> state.onExited(at, 7, new ExitStatus.Code(1)));
        stimuli.put("onSurvivorsCounted none", (state, at) -> state.onSurvivorsCounted(at, 7, 0));
        stimuli.put("onKillOutlived", (state, at) -> state.onKillOutlived(at, 7));
        stimuli.put("onSurvivorsCounted some", (state, at) -> state.onSurvivorsCounted(at, 7, 2));
        stimuli.put("onAssessed good", (state, at) -> state.onAssessed(at, 7, Usages.usage(1, 1)));
        stimuli.put("onAssessed over", (state, at) -> state.onAssessed(at, 7, Usages.cpu(143.2)));
        stimuli.put("onChecked passed", checked(tcp(CheckResult.passed("accepted the connection"))));
        stimuli.put("onChecked failed", checked(tcp(CheckResult.failed("failed: refused"))));
        stimuli.put("onChecked unknown", checked(tcp(CheckResult.unknown("did not answer within 1 s"))));
        stimuli.put("onChecked other", checked(new Checked(new CheckSpec.Exec("false"), NOW,
                CheckResult.failed("ended with exit code 1"))));
        hooks(stimuli);
        AttachSelector web = situation("Waiting").spec().attach().orElseThrow();
        stimuli.put("onSighted old", sighted(web, new Sighting.Found(MAIN, Duration.ofDays(1), "it matches")));
        stimuli.put("onSighted young", sighted(web, new Sighting.Found(MAIN, Duration.ZERO, "it matches")));
        stimuli.put("onSighted nothing", sighted(web, new Sighting.Nothing("no process matches")));
        stimuli.put("onSighted several", sighted(web, new Sighting.Several("2 process trees match")));
        stimuli.put("onSighted gone", sighted(web, new Sighting.Gone("process 4711 does not exist")));
        stimuli.put("onSighted other", sighted(target("web", "attach=true", "process_name=other").attach().get(),
                new Sighting.Found(MAIN, Duration.ofDays(1), "it matches")));
        stimuli.put("onSucceeded", (state, at) -> state.onSucceeded(at, 7, HEIR));
        stimuli.put("onSucceeded itself", (state, at) -> state.onSucceeded(at, 7, MAIN));
        stimuli.put("onStopDelayed", (state, at) -> state.onStopDelayed(at, 7));
        stimuli.put("onStandstill", (state, at) -> state.onStandstill(at, Duration.ofSeconds(2)));
        stimuli.put("onStandstill unsent", unsent(Duration.ofSeconds(1),
                (state, at) -> state.onStandstill(at, Duration.ofSeconds(2))));
        stimuli.put("onDeadline unsent", unsent(Duration.ofSeconds(19), TargetState::onDeadline));
        stimuli.put("onDeadline unsendable", unsent(Duration.ofSeconds(20), TargetState::onDeadline));
        stimuli.put("onOomCounted", (state, at) -> state.onOomCounted(at, 7, 1));
        stimuli.put("onDeadline soon", (state, at) -> state.onDeadline(new Situation(at.spec(), NOW.plusSeconds(599))));
        stimuli.put("onDeadline early", (state, at) -> state.onDeadline(
                new Situation(at.spec(), NOW.plusSeconds(1799))));
        stimuli.put("onNotified ready", told("READY=1"));
        stimuli.put("onNotified status", told("STATUS=loading"));
        stimuli.put("onNotified nothing", told("FDSTORE=1"));
        stimuli.put("onNotified alive", told("WATCHDOG=1"));
        stimuli.put("onNotified failed", told("WATCHDOG=trigger"));
        stimuli.put("onPlanned", (state, at) -> state.onPlanned(at, "by command"));
        stimuli.put("onDue", (state, at) -> state.onDue(at, "due at 03:00"));
        stimuli.put("onDue held", held(BACKOFF, (state, at) -> state.onDue(at, "due at 03:00")));
        stimuli.put("onRecycle", (state, at) -> state.onRecycle(at, RestartCause.RESTART_SCHEDULE, "due at 03:00"));
        stimuli.put("onCleared", TargetState::onCleared);
        stimuli.put("onCleared not yet", held(new Clearance(false, false, "waits for db: it is STARTING"),
                TargetState::onCleared));
        stimuli.put("onCleared never", held(new Clearance(false, true, "waits for db, which is FATAL: start db"),
                TargetState::onCleared));
        stimuli.put("onCleared as before", held(BACKOFF, TargetState::onCleared));
        stimuli.put("onStart held", held(BACKOFF, (state, at) -> state.onStart(at, "by command")));
        stimuli.put("onDeadline held", held(BACKOFF, (state, at) -> state.onDeadline(
                new Situation(at.spec(), NOW.plusSeconds(3600), at.clearance()))));
        stimuli.put("onSurvivorsCounted none held", held(BACKOFF, (state, at) -> state.onSurvivorsCounted(at, 7, 0)));
        stimuli.put("onStopDelayed late",
                (state, at) -> state.onStopDelayed(new Situation(at.spec(), NOW.plusSeconds(9)), 7));
        stimuli.put("onDeadline", (state, at) -> state.onDeadline(new Situation(at.spec(), NOW.plusSeconds(3600))));
        return stimuli;
    }

    private static void hooks(Map<String, BiFunction<TargetState, Situation, Step>> stimuli) {
        stimuli.put("onReload", (state, at) -> state.onReload(at, "by command"));
        stimuli.put("onSignal", (state, at) -> state.onSignal(at, Signal.parse("USR1").orElseThrow(), "by command"));
        stimuli.put("onTerminate", (state, at) -> state.onTerminate(at, "by command"));
        Map<String, Hook> hooks = Map.of("pre", Hook.PRE_START, "start", Hook.POST_START, "ask", Hook.STOP_COMMAND,
                "post", Hook.POST_STOP, "reload", Hook.RELOAD_COMMAND);
        hooks.forEach((word, hook) -> {
            stimuli.put("onHookEnded " + word, hookEnded(hook, HookResult.passed("ended with exit code 0")));
            stimuli.put("onHookEnded " + word + " failed",
                    hookEnded(hook, HookResult.failed("ended with exit code 1")));
            stimuli.put("onHookEnded " + word + " unknown", hookEnded(hook, HookResult.unknown("could not be run")));
        });
    }

    private static BiFunction<TargetState, Situation, Step> hookEnded(Hook hook, HookResult result) {
        return (state, at) -> state.onHookEnded(at, 7, hook, result);
    }

    private static BiFunction<TargetState, Situation, Step> held(Clearance clearance,
            BiFunction<TargetState, Situation, Step> stimulus) {
        return (state, at) -> stimulus.apply(state, new Situation(at.spec(), at.now(), clearance));
    }

    /** A stimulus that comes an hour later, while the stop signal has waited for the given time and is not sent yet. */
    private static BiFunction<TargetState, Situation, Step> unsent(Duration wait,
            BiFunction<TargetState, Situation, Step> stimulus) {
        return (state, at) -> stimulus.apply(state,
                new Situation(at.spec(), NOW.plusSeconds(3600), at.clearance(), wait));
    }

    private static BiFunction<TargetState, Situation, Step> sighted(AttachSelector asked, Sighting sighting) {
        return (state, at) -> state.onSighted(at, 8, asked, sighting);
    }

    private static BiFunction<TargetState, Situation, Step> told(String message) {
        return (state, at) -> state.onNotified(at, 7, Notification.parse(message));
    }

    private static BiFunction<TargetState, Situation, Step> checked(Checked result) {
        return (state, at) -> state.onChecked(at, 7, result);
    }

    private static Checked tcp(CheckResult result) {
        return new Checked(CheckSpec.of(SPEC.checks()).get(0), NOW, result);
    }

    private static Map<String, TargetState> states() {
        Ledger blank = Ledger.blank().inLife(7);
        Ledger ledger = blank.spending(blank.budget().spend(3, SPEC.restarts().window(), Duration.ZERO));
        Ledger spent = ledger;
        for (int i = 0; i < 2; i++) {
            spent = spent.spending(spent.budget().spend(3, SPEC.restarts().window(), Duration.ZERO));
        }
        Life unborn = Life.ordered(7, NOW);
        Life born = unborn.launchedAs(MAIN, NOW);
        Map<String, TargetState> states = new TreeMap<>();
        for (Phase phase : Phase.values()) {
            if (phase.isAtRest()) {
                states.put("Resting " + phase, new Resting(phase, ledger));
            }
        }
        states.put("Resting survivor", new Resting(Phase.FATAL, ledger, Optional.of(born)));
        states.put("Launching", new Launching(ledger, unborn));
        states.put("Launching spent", new Launching(spent, unborn));
        states.put("Living STARTING", new Living(Phase.STARTING, ledger, born));
        states.put("Living RUNNING", new Living(Phase.RUNNING, ledger, born));
        states.put("Living adopted", new Living(Phase.RUNNING, ledger, Life.adopted(7, MAIN, NOW)));
        Situation telling = new Situation(TELLING, NOW);
        states.put("Telling Launching", new Launching(ledger, unborn));
        states.put("Telling told", new Launching(ledger, unborn.heard(Notification.READY, NOW)));
        states.put("Telling STARTING", new Living(Phase.STARTING, ledger, born));
        states.put("Telling adopted", new Living(Phase.STARTING, ledger, Life.adopted(7, MAIN, NOW)));
        states.put("Lasting STARTING", new Living(Phase.STARTING, ledger, born));
        states.put("Lasting RUNNING", new Living(Phase.RUNNING, ledger, born));
        states.put("Instance RUNNING", new Living(Phase.RUNNING, ledger, born));
        states.put("Telling RUNNING", new Living(Phase.RUNNING, ledger, Watchdog.armed(born, telling)));
        attached(ledger, spent, states);
        hooked(ledger, unborn, born, states);
        timed(ledger, born, states);
        states.put("AwaitingDependencies", new AwaitingDependencies(ledger, "by command", BACKOFF));
        states.put("Pausing", new Pausing(ledger, NOW.plusSeconds(5), "restarted"));
        for (Ending.Stage stage : Ending.Stage.values()) {
            for (Map.Entry<String, AfterExit> after : afters(ledger).entrySet()) {
                Life life = stage == Ending.Stage.LAUNCHING ? unborn : born;
                boolean exited = stage == Ending.Stage.CHECKING_LEFTOVERS
                        || stage == Ending.Stage.CHECKING_LEFTOVERS_BEHIND;
                states.put("Ending " + stage + " " + after.getKey(), ending(ledger, life, stage, exited, after));
                states.put("Ending " + stage + " gone " + after.getKey(), ending(ledger, life, stage, true, after));
            }
        }
        return states;
    }

    private static void hooked(Ledger ledger, Life unborn, Life born, Map<String, TargetState> states) {
        Map<String, AfterExit> afters = afters(ledger);
        Duration overdue = NOW.plusSeconds(20);
        states.put("Preparing", new Preparing(ledger, unborn, overdue, "by command"));
        states.put("RunningStopCommand",
                new RunningStopCommand(ledger, born, overdue, Optional.empty(), afters.get("stop")));
        states.put("RunningStopCommand gone",
                new RunningStopCommand(ledger, born, overdue, Optional.of(new ExitStatus.Code(1)),
                        afters.get("stop")));
        afters.forEach((word, afterExit) -> states.put("Cleaning " + word,
                new Cleaning(ledger, born, Hook.POST_STOP, overdue, afterExit)));
        states.put("Cleaning broken", new Cleaning(ledger, unborn, Hook.PRE_START, overdue, afters.get("stop")));
        states.put("Hooked STOPPED", new Resting(Phase.STOPPED, ledger));
        states.put("Hooked Pausing", new Pausing(ledger, NOW.plusSeconds(5), "restarted"));
        states.put("Hooked Launching", new Launching(ledger, unborn));
        states.put("Hooked STARTING", new Living(Phase.STARTING, ledger, born));
        states.put("Hooked RUNNING", new Living(Phase.RUNNING, ledger, born));
        states.put("Signalled RUNNING", new Living(Phase.RUNNING, ledger, born));
        for (String word : List.of("stop", "anew")) {
            states.put("Hooked gone " + word, ending(ledger, born, Ending.Stage.ASKED, true,
                    Map.entry(word, afters.get(word))));
        }
    }

    private static void timed(Ledger ledger, Life born, Map<String, TargetState> states) {
        states.put("Scheduled", new Scheduled(ledger));
        states.put("Unscheduled Scheduled", new Scheduled(ledger));
        Map<String, AfterExit> afters = Map.of("Ending", new AfterExit.Rest(Phase.EXITED, "ended with exit code 0"),
                "stop",
                new AfterExit.Rest(Phase.STOPPED, "by command"), "next", new AfterExit.NextRun("due at 03:00"));
        for (String overlap : List.of("kill", "queue", "skip")) {
            String timed = "Timed " + overlap + " ";
            states.put(timed + "Launching", new Launching(ledger, Life.ordered(7, NOW)));
            states.put(timed + "Living", new Living(Phase.RUNNING, ledger, born));
            states.put(timed + "lasting", new Living(Phase.RUNNING, ledger, born));
            states.put(timed + "Pausing", new Pausing(ledger, NOW.plusSeconds(5), "restarted"));
            states.put(timed + "RunningStopCommand",
                    new RunningStopCommand(ledger, born, NOW.plusSeconds(20), Optional.empty(),
                            afters.get("Ending")));
            states.put(timed + "asked stop", new RunningStopCommand(ledger, born, NOW.plusSeconds(20), Optional.empty(),
                    afters.get("stop")));
            states.put(timed + "Cleaning", new Cleaning(ledger, born, Hook.POST_STOP, NOW.plusSeconds(20),
                    afters.get("Ending")));
            afters.entrySet().forEach(after -> states.put(timed + after.getKey(),
                    ending(ledger, born, Ending.Stage.ASKED, true, after)));
        }
    }

    private static void attached(Ledger ledger, Ledger spent, Map<String, TargetState> states) {
        Life theirs = Life.attached(7, MAIN, NOW);
        states.put("Waiting unlooked", new Waiting(ledger, NOW, NOW, Optional.empty(), Optional.empty()));
        states.put("Waiting looked", new Waiting(ledger, NOW, NOW, Optional.of(RestartCause.SOMEBODY_ELSE),
                Optional.of(new Sighting.Nothing("none"))));
        states.put("Attached STOPPED", new Resting(Phase.STOPPED, ledger));
        for (String name : List.of("RUNNING", "terminate", "signal", "none", "by pid")) {
            states.put("Attached " + name, new Living(Phase.RUNNING, ledger, theirs));
            states.put("Attached " + name + " spent", new Living(Phase.RUNNING, spent, theirs));
        }
        Map.Entry<String, AfterExit> await = Map.entry("await", new AfterExit.Reattach(RestartCause.MEMORY));
        states.put("Attached ending", ending(ledger, theirs, Ending.Stage.ASKED, false, await));
        states.put("Attached ending gone", ending(ledger, theirs, Ending.Stage.ASKED, true, await));
        states.put("Attached killing", ending(ledger, theirs, Ending.Stage.LAST_LOOK, false, await));
        states.put("Attached killing gone", ending(ledger, theirs, Ending.Stage.LAST_LOOK, true, await));
    }

    private static Ending ending(Ledger ledger, Life life, Ending.Stage stage, boolean exited,
            Map.Entry<String, AfterExit> after) {
        Optional<ExitStatus> exit = exited ? Optional.of(new ExitStatus.Code(1)) : Optional.empty();
        return new Ending(ledger, life, stage, NOW.plusSeconds(10), NOW.plusMillis(50), exit, after.getValue());
    }

    private static Map<String, AfterExit> afters(Ledger ledger) {
        TargetEvent.RestartScheduled scheduled = new TargetEvent.RestartScheduled(SPEC.name(), Duration.ofSeconds(5), 1,
                3, RestartCause.EXIT,
                "ended");
        return Map.of("stop", new AfterExit.Rest(Phase.STOPPED, "by command"),
                "done", new AfterExit.Rest(Phase.EXITED, "done"), "anew", new AfterExit.CommandedStart("by command"),
                "recycle", new AfterExit.Recycle(RestartCause.MAX_RUNTIME, "it has run for 1 h"),
                "abandon", new AfterExit.GiveUp("gave up"),
                "relaunch",
                new AfterExit.Relaunch(Duration.ofSeconds(5), ledger.budget(), RestartCause.EXIT, "restarted",
                        scheduled));
    }

    @Test
    void a_target_without_a_grace_is_killed_even_before_its_signal() {
        Situation unsent = new Situation(target("web", "stop_grace=0"), NOW.plusSeconds(3600), Clearance.GIVEN,
                Duration.ofNanos(1));

        assertThat(events(states().get("Ending ASKED stop").onDeadline(unsent))).isEqualTo("TargetKilled");
    }

    /** nginx without {@code daemon off;}: the launched process forks and ends with 0 at once. */
    @Test
    void a_program_that_puts_itself_into_the_background_is_told_what_to_do() {
        Step ended = states().get("Living STARTING").onExited(AT, 7, new ExitStatus.Code(0));

        Step surveyed = ended.next().onSurvivorsCounted(AT, 7, 3);

        assertThat(surveyed.next().ledger().reason()).contains("puts itself into the background; let it stay in the "
                + "foreground (nginx: daemon off;) or supervise it by its pid file");
        Step gone = surveyed.next().onSurvivorsCounted(AT, 7, 0);
        assertThat(gone.next().ledger().reason()).contains("ended with exit code 0", "puts itself into the background");
        assertThat(gone.events()).singleElement().extracting(Event::message).asString()
                .contains("puts itself into the background");
    }

    @Test
    void a_program_that_failed_or_that_ran_for_long_is_not_said_to_be_in_the_background() {
        Step failed = states().get("Living STARTING").onExited(AT, 7, new ExitStatus.Code(1));
        Situation later = new Situation(SPEC, NOW.plusSeconds(3600));
        Step done = states().get("Living RUNNING").onExited(later, 7, new ExitStatus.Code(0));

        assertThat(failed.next().onSurvivorsCounted(AT, 7, 3).next().ledger().reason()).doesNotContain("background");
        assertThat(done.next().onSurvivorsCounted(later, 7, 3).next().ledger().reason()).doesNotContain("background");
    }

    private static Usage counted(long kills, boolean isShared, String... gone) {
        Cgroup cgroup = new Cgroup(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(kills),
                Optional.empty(), Optional.empty(), Optional.empty(), isShared);
        return Usage.first(
                new Sample(NOW, Duration.ZERO, 1 << 20, 3, Optional.empty(), false, cgroup, false, List.of(gone)));
    }

    @Test
    void a_worker_killed_for_want_of_memory_is_an_event_once_for_each_sample_that_sees_it() {
        TargetState before = states().get("Living RUNNING").onAssessed(AT, 7, counted(4, false)).next();

        Step killed = before.onAssessed(AT, 7, counted(6, false, "4720 python3", "4721 python3"));
        Step after = killed.next().onAssessed(AT, 7, counted(6, false));

        assertThat(events(killed)).isEqualTo("OomKillSeen");
        assertThat(killed.events().get(0).message()).contains("killed 2 processes", "4720 python3, 4721 python3",
                "the main process lives", "6 in all");
        assertThat(events(after)).isEmpty();
    }

    @Test
    void a_kill_in_a_cgroup_that_is_shared_is_told_only_where_the_target_lost_somebody() {
        TargetState before = states().get("Living RUNNING").onAssessed(AT, 7, counted(0, true)).next();

        assertThat(events(before.onAssessed(AT, 7, counted(1, true)))).isEmpty();
        assertThat(events(before.onAssessed(AT, 7, counted(1, true, "4720 php-fpm")))).isEqualTo("OomKillSeen");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ending ASKED stop                     | KILL | killed by signal 9 from elsewhere, while it was being stopped
            Ending MAIN_ASKED stop                | KILL | killed by signal 9 from elsewhere, while it was being stopped
            Ending AWAITING_STATUS stop           | KILL | killed by signal 9 from elsewhere, while it was being stopped
            RunningStopCommand                    | KILL | killed by signal 9 by its stop_command or from elsewhere, while it was being stopped
            Ending KILLING stop                   | KILL | ended by KILL of the runner after 10 s of grace
            Ending OUTLIVED stop                  | KILL | ended by KILL of the runner after 10 s of grace
            Ending LAST_LOOK stop                 | KILL | ended by KILL of the runner after 10 s of grace
            Ending AWAITING_STATUS_OF_KILLED stop | KILL | ended by KILL of the runner after 10 s of grace
            Ending ASKED stop                     | TERM |
            Ending KILLING stop                   | TERM |
            """)
    void an_end_by_kill_during_a_stop_says_whose_kill_it_was(String state, String signal, String how) {
        Step step = states().get(state).onExited(AT, 7, new ExitStatus.Signaled(Signal.parse(signal).orElseThrow()));

        TargetEvent.TargetExited exited = exit(step);
        assertThat(exited.evidence()).isEqualTo(Optional.ofNullable(how));
        assertThat(exited.asked()).isTrue();
        assertThat(exited.message()).endsWith(how == null ? ", as asked" : "; " + how);
    }

    private static TargetEvent.TargetExited exit(Step step) {
        return step.events().stream().filter(TargetEvent.TargetExited.class::isInstance)
                .map(TargetEvent.TargetExited.class::cast).findFirst().orElseThrow();
    }

    @Test
    void an_oom_kill_during_a_stop_is_told_as_such_and_a_kill_that_may_be_an_exit_code_as_both() {
        ExitStatus killed = new ExitStatus.Signaled(Signal.KILL);
        TargetState stopping = states().get("Living RUNNING").onAssessed(AT, 7, counted(4, false)).next()
                .onStop(AT, "by command").next();

        assertThat(exit(stopping.onOomCounted(AT, 7, 5).next().onExited(AT, 7, killed)).message())
                .endsWith("; killed by the kernel for want of memory (OOM kill seen), while it was being stopped");
        assertThat(exit(stopping.onOomCounted(AT, 7, 4).next().onExited(AT, 7, killed)).message())
                .endsWith("; killed by signal 9 from elsewhere, while it was being stopped");
        assertThat(exit(stopping.onExited(AT, 7, ExitStatus.ofJavaExitValue(137))).message())
                .endsWith("from elsewhere, while it was being stopped, or ended by itself with exit code 137");
        TargetState commanded = states().get("RunningStopCommand").onOomCounted(AT, 7, 0).next()
                .onOomCounted(AT, 7, 1).next();
        assertThat(exit(commanded.onExited(AT, 7, killed)).message()).contains("OOM kill seen");
    }

    @Test
    void a_target_whose_stop_signal_is_kill_ends_as_asked() {
        Situation at = new Situation(target("web", "stop_signal=KILL"), NOW, Clearance.GIVEN);

        assertThat(exit(states().get("Ending ASKED stop").onExited(at, 7, new ExitStatus.Signaled(Signal.KILL)))
                .message()).endsWith(", as asked");
    }

    @Test
    void a_kill_that_the_runner_sent_is_remembered_while_the_exit_status_is_awaited() {
        TargetState killing = states().get("Ending KILLING stop");

        Step ended = killing.onSurvivorsCounted(AT, 7, 0).next().onExited(AT, 7, new ExitStatus.Signaled(Signal.KILL));

        assertThat(exit(ended).message()).endsWith("; ended by KILL of the runner after 10 s of grace");
        assertThat(ended.next().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void what_kill_could_not_end_is_ended_before_another_life_begins() {
        TargetState killing = states().get("Ending LAST_LOOK stop");
        Step gaveUp = killing.onDeadline(new Situation(SPEC, NOW.plusSeconds(3600)));
        assertThat(gaveUp.next().ledger().reason()).contains("could not be ended", "process 4711");

        Step again = gaveUp.next().onStart(AT, "by command");
        assertThat(again.next().onSurvivorsCounted(AT, 7, 1).next().phase()).isEqualTo(Phase.STOPPING);
        Step last = again.next().onDeadline(new Situation(SPEC, NOW.plusSeconds(3600)));
        assertThat(last.next().phase()).isEqualTo(Phase.STOPPING);
        Step still = last.next().onSurvivorsCounted(AT, 7, 1);

        assertThat(still.next().phase()).isEqualTo(Phase.FATAL);
        assertThat(effects(still)).as("no second copy").isEmpty();
        assertThat(effects(again.next().onSurvivorsCounted(AT, 7, 0))).isEqualTo("Launch#8");
    }

    @Test
    void time_in_which_the_runner_stood_still_is_none_in_which_kill_failed() {
        TargetState killing = states().get("Ending KILLING stop");
        TargetState stoodStill = killing.onStandstill(AT, Duration.ofMinutes(5)).next();

        assertThat(effects(killing.onDeadline(new Situation(SPEC, NOW.plus(Duration.ofMinutes(4)))))).as("without it")
                .isEqualTo("Survey#7 wide");
        assertThat(effects(stoodStill.onDeadline(new Situation(SPEC, NOW.plus(Duration.ofMinutes(4))))))
                .isEqualTo("Terminate#7 KILL TREE");
        assertThat(effects(stoodStill.onDeadline(new Situation(SPEC, NOW.plus(Duration.ofMinutes(6))))))
                .isEqualTo("Survey#7 wide");
    }

    private static String next(TargetState before, Step step) {
        return step.equals(Step.to(before))
                ? "same"
                : step.next().phase() + " " + step.next().getClass().getSimpleName();
    }

    private static String effects(Step step) {
        return step.effects().stream().map(TargetStateTableTest::words).collect(Collectors.joining(" "));
    }

    private static String words(Effect effect) {
        if (effect instanceof Effect.Terminate order) {
            return "Terminate#" + order.incarnation() + " " + order.signal() + " " + order.scope();
        }
        if (effect instanceof Effect.Survey survey) {
            return "Survey#" + survey.incarnation() + (survey.wide() ? " wide" : " near");
        }
        if (effect instanceof Effect.Search search) {
            return "Search#" + search.incarnation();
        }
        if (effect instanceof Effect.SendSignal order) {
            return "SendSignal#" + order.incarnation() + " " + order.signal();
        }
        if (effect instanceof Effect.RunHook run) {
            return "RunHook#" + run.incarnation() + " " + run.hook();
        }
        if (effect instanceof Effect.EndHooks end) {
            return "EndHooks#" + end.incarnation();
        }
        if (effect instanceof Effect.Watch watch) {
            return "Watch#" + watch.incarnation();
        }
        if (effect instanceof Effect.Disown launch) {
            return "Disown#" + launch.incarnation();
        }
        return effect instanceof Effect.Launch launch ? "Launch#" + launch.incarnation() : effect.toString();
    }

    private static String events(Step step) {
        return step.events().stream().map(event -> event.type().word()).collect(Collectors.joining(" "));
    }
}
