package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.event.EventWords;
import dev.dpm.event.TargetEvent;
import dev.dpm.policy.OomWatch;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;

/** The end of a main process while the runner stops its target. SIGKILL may come from the runner, the kernel or elsewhere. */
record StopEnd(Situation at, Life life, ExitStatus status) {

    /** Makes the event that the main process ended after the stop signal, before the runner sent SIGKILL. */
    TargetEvent.TargetExited beforeKill() {
        return foreignKill("from elsewhere, while it was being stopped").map(this::told).orElseGet(this::asAsked);
    }

    /** Makes the event that the main process ended after the runner sent SIGKILL. */
    TargetEvent.TargetExited afterKill() {
        Duration grace = at.spec().stopping().grace();
        return isKilled()
                ? told("ended by KILL of the runner "
                        + (grace.isZero() ? "without a grace" : "after " + EventWords.duration(grace) + " of grace"))
                : asAsked();
    }

    /** Makes the event that the main process ended while its stop_command ran. The runner itself has sent no signal. */
    TargetEvent.TargetExited duringStopCommand() {
        return foreignKill("by its stop_command or from elsewhere, while it was being stopped").map(this::told)
                .orElseGet(this::asAsked);
    }

    private Optional<String> foreignKill(String origin) {
        if (!isKilled() || at.spec().stopping().signal().equals(Signal.KILL)) {
            return Optional.empty();
        }
        Optional<String> oom = life.memory().verdict(at.spec().thresholds(), life.usage(), status, at.now());
        if (oom.equals(Optional.of(OomWatch.SEEN))) {
            return Optional.of("killed by the kernel for want of memory (OOM kill seen), while it was being stopped");
        }
        return Optional.of("killed by signal 9 " + origin
                + (mayBeCode() ? ", or ended by itself with exit code 137" : "")
                + oom.map(words -> "; " + words).orElse(""));
    }

    private boolean isKilled() {
        return status instanceof ExitStatus.Signaled by && by.signal().equals(Signal.KILL);
    }

    private boolean mayBeCode() {
        return status instanceof ExitStatus.Signaled by && by.mayBeCode();
    }

    private TargetEvent.TargetExited asAsked() {
        return new TargetEvent.TargetExited(at.name(), life.number(), life.pid(), status, life.age(at.now()), true);
    }

    private TargetEvent.TargetExited told(String evidence) {
        return new TargetEvent.TargetExited(at.name(), life.number(), life.pid(), status, life.age(at.now()), true,
                false, Optional.of(evidence), Optional.empty());
    }
}
