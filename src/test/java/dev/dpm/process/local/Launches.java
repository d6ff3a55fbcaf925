package dev.dpm.process.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.LaunchOrder.Output;
import dev.dpm.process.LaunchOrder.OutputKind;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;

/** Launches real short-lived processes for tests, with a home key of their own, and ends exactly those when closed. */
public final class Launches implements AutoCloseable {

    public static final Incarnation FIRST = new Incarnation(new TargetName("probe"), 1);

    public final String homeKey = UUID.randomUUID().toString();
    private final KnownMembers knownMembers = new KnownMembers();
    public final LocalLauncher launcher;
    public final LocalTargetProcesses targetProcesses = new LocalTargetProcesses(homeKey, knownMembers);
    public final ProcFiles proc = new ProcFiles();
    private final Path folder;

    public Launches(Path folder) {
        this(folder, true);
    }

    /**
     * Makes an instance whose processes run in this folder.
     *
     * @param inOneStep whether launches use posix_spawn where possible
     */
    Launches(Path folder, boolean inOneStep) {
        this.folder = folder;
        this.launcher = new LocalLauncher(homeKey, knownMembers, OwnCgroups.none(), inOneStep);
    }

    /** Runs a shell script; {@code $DIR} is the test's folder. */
    public ProcessIdentity sh(String script) throws LaunchFailure {
        return launcher.launch(order("/bin/sh", "-c", script));
    }

    public LaunchOrder order(String... command) {
        return order(Map.of(), "0022", new Output(OutputKind.NULL, Optional.empty()), command);
    }

    public LaunchOrder order(Map<String, String> more, String umask, Output output, String... command) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("DIR", folder.toString());
        return new LaunchOrder(FIRST, List.of(command), folder, environment, umask, output, false);
    }

    /** Waits until the process has become this program. */
    public void awaitProgram(ProcessIdentity process, String name) {
        Awaitility.await().until(() -> TestFiles.text("/proc/" + process.pid() + "/comm").strip().equals(name));
    }

    /** Waits for a file a script writes into the test's folder, and reads the pid in it. */
    public ProcessIdentity awaitPid(String file) {
        Path path = folder.resolve(file);
        Awaitility.await().until(() -> TestFiles.text(path.toString()).endsWith("\n"));
        return targetProcesses.identify(Long.parseLong(TestFiles.text(path.toString()).strip())).orElseThrow();
    }

    @Override
    public void close() {
        Awaitility.await().until(() -> {
            Set<ProcessIdentity> left = targetProcesses.census().stream().map(TargetProcesses.Survivor::identity)
                    .collect(Collectors.toSet());
            targetProcesses.signal(left, Signal.KILL);
            return left.isEmpty();
        });
    }
}
