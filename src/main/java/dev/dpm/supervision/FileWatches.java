package dev.dpm.supervision;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.Watching.WatchAction;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.lifecycle.AfterExit;
import dev.dpm.lifecycle.AwaitingDependencies;
import dev.dpm.lifecycle.Living;
import dev.dpm.process.Phase;
import dev.dpm.process.RestartCause;
import dev.dpm.process.SourceFiles;
import dev.dpm.process.SourceWatcher;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.effect.Ports;

/**
 * Watches the files of all targets that no command has stopped. After a change of a file, a running target is restarted or
 * rereads its configuration; a failed or ended target is launched again.
 */
public final class FileWatches implements SourceWatcher.Listener {

    private final Ports ports;
    private final Mailbox mailbox;
    private final Targets targets;
    private final Stepper stepper;
    private final EventRecorder recorder;
    private final Shutdown shutdown;
    private Map<TargetName, SourceFiles> followed = Map.of();

    public FileWatches(Ports ports, Mailbox mailbox, Targets targets, Stepper stepper, EventRecorder recorder,
            Shutdown shutdown) {
        this.ports = ports;
        this.mailbox = mailbox;
        this.targets = targets;
        this.stepper = stepper;
        this.recorder = recorder;
        this.shutdown = shutdown;
    }

    void pass() {
        Map<TargetName, SourceFiles> now = Map.of();
        for (SupervisedTarget supervised : targets.all()) {
            if (supervised.spec.sources().isPresent() && isWanted(supervised)) {
                now = now.isEmpty() ? new HashMap<>() : now;
                now.put(supervised.name(), supervised.spec.sources().get());
            }
        }
        if (!now.equals(followed)) {
            followed = now;
            ports.sources().follow(Map.copyOf(now), this);
        }
    }

    private boolean isWanted(SupervisedTarget supervised) {
        boolean isStopping = supervised.state.phase() == Phase.STOPPING && !supervised.wanted;
        return supervised.active && !supervised.removing && !shutdown.isAsked() && !isStopping
                && supervised.state.phase() != Phase.STOPPED;
    }

    @Override
    public void changed(TargetName target, String words) {
        mailbox.post(() -> targets.find(target).filter(one -> followed.containsKey(target) && isWanted(one))
                .ifPresent(supervised -> answer(supervised, words)));
    }

    private void answer(SupervisedTarget supervised, String words) {
        boolean isReload = supervised.spec.watching().action() == WatchAction.RELOAD;
        if (supervised.state instanceof Living && isReload) {
            stepper.step(supervised, (state, at) -> state.onReload(at, words));
        } else if (supervised.state.phase() == Phase.RUNNING) {
            RollingRestarts.due(supervised, RestartCause.WATCH, words);
        } else if (supervised.state instanceof Living) {
            stepper.step(supervised, (state, at) -> state.onRecycle(at, RestartCause.WATCH, words));
        } else if (!(supervised.state instanceof AwaitingDependencies) && !isToBeLaunched(supervised)) {
            stepper.want(supervised, true);
            stepper.step(supervised, (state, at) -> state.onRestart(at, words));
        }
    }

    private static boolean isToBeLaunched(SupervisedTarget supervised) {
        return supervised.state.following()
                .filter(afterExit -> afterExit instanceof AfterExit.Recycle
                        || afterExit instanceof AfterExit.CommandedStart)
                .isPresent();
    }

    @Override
    public void faulted(TargetName target, String reason) {
        AffectedComponent sources = AffectedComponent.of(Component.SOURCES_OF, target);
        mailbox.post(() -> {
            if (reason.isEmpty()) {
                recorder.over(sources);
            } else if (targets.find(target).isPresent()) {
                recorder.faulted(sources, Optional.of(reason));
            }
        });
    }
}
