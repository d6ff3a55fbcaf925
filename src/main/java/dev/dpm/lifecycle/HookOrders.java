package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.dpm.event.TargetEvent;
import dev.dpm.process.Hook;
import dev.dpm.process.Signal;

/** Makes the effects and events for a target's hooks, which are commands that run around a launch or a stop. */
final class HookOrders {

    /** How long the runner waits for a hook's end after the hook's time limit. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String UNKNOWN = "unknown";

    private HookOrders() {
    }

    /** Whether the target has a command for this hook. Attached targets run no hooks. */
    static boolean has(Hook hook, Life life, Situation at) {
        return at.spec().hooks().has(hook) && !life.attached();
    }

    /** When the runner stops waiting for a hook that begins now, on the runner's monotonic clock. */
    static Duration overdueAt(Hook hook, Situation at) {
        return at.now().plus(at.spec().hooks().limit(hook)).plus(PATIENCE);
    }

    /** When the runner stops waiting for a hook that it begins to kill now, on the runner's monotonic clock. */
    static Duration cutBy(Situation at) {
        return at.now().plus(PATIENCE);
    }

    static Effect.RunHook run(Hook hook, Life life, Situation at) {
        return new Effect.RunHook(life.number(), hook, at.spec().hooks().limit(hook), variables(life));
    }

    /**
     * Orders {@link Hook#POST_STOP} with the variables of systemd's ExecStopPost (systemd.exec(5)). The variables are absent if
     * nothing was launched. Their value is {@code unknown} if the main process was no child of the runner.
     */
    static Effect.RunHook runAfter(Life life, Ledger ledger, Situation at) {
        Map<String, String> variables = new HashMap<>(variables(life));
        ledger.lastExit().filter(exit -> life.main().isPresent())
                .ifPresent(exit -> variables.putAll(exit.match(
                        code -> ended("exited", Integer.toString(code.value())),
                        by -> ended("killed", by.signal().name()),
                        () -> ended(UNKNOWN, UNKNOWN))));
        return new Effect.RunHook(life.number(), Hook.POST_STOP, at.spec().hooks().limit(Hook.POST_STOP), variables);
    }

    private static Map<String, String> ended(String how, String status) {
        return Map.of("EXIT_CODE", how, "EXIT_STATUS", status);
    }

    private static Map<String, String> variables(Life life) {
        return life.main().map(main -> Map.of("MAINPID", Long.toString(main.pid()))).orElse(Map.of());
    }

    static Step ending(Step step, Life life, Situation at) {
        boolean mayRun = has(Hook.POST_START, life, at) || has(Hook.RELOAD_COMMAND, life, at);
        return mayRun ? step.doing(new Effect.EndHooks(life.number())) : step;
    }

    /** Makes the event that a hook has ended. */
    static TargetEvent.HookEnded ended(Situation at, long incarnation, Hook hook, HookResult result) {
        return new TargetEvent.HookEnded(at.name(), incarnation, hook, result.reason(), !result.isPassed());
    }

    static TargetEvent.SignalSent sent(Situation at, Life life, Signal signal, String why) {
        return new TargetEvent.SignalSent(at.name(), life.pid(), signal.name(), why);
    }
}
