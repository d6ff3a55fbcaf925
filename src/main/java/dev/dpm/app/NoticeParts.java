package dev.dpm.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.Component;
import dev.dpm.notice.send.Notices;
import dev.dpm.notice.send.SendingContext;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.Supervisor;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetViews;

/** Creates the objects that send notices about incidents. */
final class NoticeParts {

    /** The file with the host name (proc(5)). In a pod, the host name is the pod's name. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private NoticeParts() {
    }

    static Notices notices(RuntimeDirectory home, boolean isWritable, Supervisor supervisor, RunnerFacts facts,
            Clock clock) {
        return new Notices(new SendingContext(isWritable ? Optional.of(home.notices()) : Optional.empty(), clock,
                hostName(), System.getenv(), target -> isWell(target, supervisor, facts), supervisor::note,
                reason -> supervisor.fault(Component.NOTICES, reason)));
    }

    private static boolean isWell(String target, Supervisor supervisor, RunnerFacts facts) {
        return supervisor.snapshot().target(new TargetName(target)).filter(known -> known.active()
                && StatusView.isReady(TargetViews.of(known, facts.now(), facts.wallNow()))
                && StatusView.isWell(TargetViews.of(known, facts.now(), facts.wallNow()))).isPresent();
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return "this-machine";
        }
    }
}
