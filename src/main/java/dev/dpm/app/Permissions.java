package dev.dpm.app;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.dpm.event.Component;
import dev.dpm.event.Event;
import dev.dpm.event.Recorded;
import dev.dpm.event.RunnerEvent;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.Life;
import dev.dpm.process.OutputPlace.Service;
import dev.dpm.process.OwnThread;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.process.local.ProcFiles;
import dev.dpm.process.local.ReachProbe;
import dev.dpm.supervision.Snapshot;
import dev.dpm.view.Preflight;
import dev.dpm.view.PreflightLine;

/**
 * Finds out which actions the operating system permits to the runner, in general and for each process to which it attaches. The
 * work has a thread of its own.
 */
final class Permissions {

    private final Optional<String> homeFault;
    private final ThreadFactory threads;
    private final ReachProbe probe = new ReachProbe();
    private final ProcFiles proc = new ProcFiles();
    private final AtomicReference<Consumer<Event>> notes = new AtomicReference<>(event -> {
    });

    Permissions(Optional<String> homeFault) {
        this(homeFault, work -> new Thread(work, "dpm-preflight"));
    }

    Permissions(Optional<String> homeFault, ThreadFactory threads) {
        this.homeFault = homeFault;
        this.threads = threads;
    }

    void tell(Consumer<Event> whom) {
        notes.set(whom);
    }

    List<PreflightLine> lines(Snapshot now) {
        List<PreflightLine> lines = new ArrayList<>(ofRunner());
        services(now).forEach(service -> lines.add(
                Preflight.ofService(service.word(), service.socket().toString(), Files.exists(service.socket()))));
        now.targets().forEach(target -> target.state().life().filter(Life::attached).flatMap(Life::main)
                .ifPresent(main -> lines.addAll(ofTarget(target.spec().name().value(), main))));
        return List.copyOf(lines);
    }

    private static Set<Service> services(Snapshot now) {
        return now.targets().stream().flatMap(target -> target.spec().output().service().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<PreflightLine> ofRunner() {
        return Preflight.ofRunner(ProcessHandle.current().pid() == 1, homeFault);
    }

    private List<PreflightLine> ofTarget(String name, ProcessIdentity main) {
        return Preflight.ofTarget(name, main.pid(), probe.of(main));
    }

    /**
     * If the event says that a process was attached, checks the runner's permissions for that process. Other events are
     * ignored.
     */
    void heard(Recorded recorded) {
        if (recorded.event() instanceof TargetEvent.TargetAttached attached) {
            begin(() -> report(attached), attached.name());
        }
    }

    private void begin(Runnable look, TargetName target) {
        OwnThread.begin(threads.newThread(look))
                .ifPresent(why -> notes.get().accept(new RunnerEvent.RunnerNoted(Component.PREFLIGHT,
                        "what the runner may do with " + target + " was not tried: " + why)));
    }

    private void report(TargetEvent.TargetAttached attached) {
        List<PreflightLine> lines = new ArrayList<>(ofRunner());
        proc.identify(attached.process())
                .ifPresent(main -> lines.addAll(ofTarget(attached.name().value(), main)));
        lines.forEach(line -> notes.get().accept(new RunnerEvent.Permitted(line.permitted(), line.text())));
    }
}
