package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Signal;

/**
 * Makes the effects and events for a target's hooks, which are commands of the user that run before or after a launch
 * or stop.
 */
final class HookOrders {

    /** How long the runner waits for a hook's end after the hook's time limit is over. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * The value of {@code EXIT_CODE} and {@code EXIT_STATUS} if the runner cannot find out how the main process ended,
     * because another process was its parent.
     */
    private static final String UNKNOWN = "unknown";

    private HookOrders() {
    }

    /**
     * Whether the target has a command for a hook. An attached target, which the runner did not launch, runs no hooks.
     */
    static boolean has(Hook hook, Life life, Situation at) {
        return at.spec().hooks().has(hook) && !life.attached();
    }

    /** When the runner stops waiting for the end of a hook that begins now, on the runner's monotonic clock. */
    static Duration overdueAt(Hook hook, Situation at) {
        return at.now().plus(at.spec().hooks().limit(hook)).plus(PATIENCE);
    }

    /**
     * When the runner stops waiting for the end of a hook that the runner begins to kill now, on the runner's monotonic
     * clock.
     */
    static Duration cutBy(Situation at) {
        return at.now().plus(PATIENCE);
    }

    static Effect.RunHook run(Hook hook, Life life, Situation at) {
        return new Effect.RunHook(life.number(), hook, at.spec().hooks().limit(hook), variables(life));
    }

    /**
     * The run of {@link Hook#POST_STOP}, with the variables that systemd gives to ExecStopPost (systemd.exec(5)). If
     * nothing was launched, the variables are absent, as under systemd. If the main process was no child of the runner,
     * their value is {@code unknown}, so that a hook can distinguish the two cases; systemd would leave the variables
     * out.
     */
    static Effect.RunHook runAfter(Life life, Ledger ledger, Situation at) {
        Map<String, String> variables = new HashMap<>(variables(life));
        ledger.lastExit().filter(exit -> life.main().isPresent()).ifPresent(exit -> {
            if (exit instanceof ExitStatus.Code code) {
                variables.put("EXIT_CODE", "exited");
                variables.put("EXIT_STATUS", Integer.toString(code.value()));
            } else if (exit instanceof ExitStatus.Signaled by) {
                variables.put("EXIT_CODE", "killed");
                variables.put("EXIT_STATUS", by.signal().name());
            } else {
                variables.put("EXIT_CODE", UNKNOWN);
                variables.put("EXIT_STATUS", UNKNOWN);
            }
        });
        return new Effect.RunHook(life.number(), Hook.POST_STOP, at.spec().hooks().limit(Hook.POST_STOP), variables);
    }

    private static Map<String, String> variables(Life life) {
        return life.main().map(main -> Map.of("MAINPID", Long.toString(main.pid()))).orElse(Map.of());
    }

    /** A step that also ends the post_start and reload_command hooks, which may be running beside a living target. */
    static Step ending(Step step, Life life, Situation at) {
        boolean mayRun = has(Hook.POST_START, life, at) || has(Hook.RELOAD_COMMAND, life, at);
        return mayRun ? step.doing(new Effect.EndHooks(life.number())) : step;
    }

    /** Makes the event that records the end of a target's hook. */
    static TargetEvent.HookEnded ended(Situation at, long incarnation, Hook hook, HookResult result) {
        return new TargetEvent.HookEnded(at.name(), incarnation, hook, result.reason(), !result.isPassed());
    }

    static TargetEvent.SignalSent sent(Situation at, Life life, Signal signal, String why) {
        return new TargetEvent.SignalSent(at.name(), life.pid(), signal.name(), why);
    }
}
