package dev.dpm.app;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Foreground;
import dev.dpm.cli.call.Foreground.ImportRequest;
import dev.dpm.cli.call.Foreground.InjectRequest;
import dev.dpm.cli.call.Foreground.OperatorRequest;
import dev.dpm.config.ProgramName;
import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.yaml.SpecLoader;
import dev.dpm.daemon.DaemonLauncher;
import dev.dpm.daemon.DaemonLock;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.Program;
import dev.dpm.daemon.RecordFile;
import dev.dpm.daemon.RestartPlan;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.history.NewerSchema;
import dev.dpm.mcp.AssistantServer;
import dev.dpm.mcp.Commands;
import dev.dpm.process.NativeText;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetProcesses;
import dev.dpm.process.local.ControllingTerminal;
import dev.dpm.process.local.KnownMembers;
import dev.dpm.process.local.LocalTargetProcesses;

/** Runs the commands that supervise targets in their own JVM: {@code run}, and {@code stop} after the death of a runner. */
final class LocalForeground implements Foreground {

    private final Program program;

    LocalForeground(Program program) {
        this.program = program;
    }

    @Override
    public int run(StartRequest request, RuntimeDirectory home, boolean daemon) {
        try {
            return begun(request, home, daemon);
        } catch (RuntimeException | Error e) {
            // the error is caught, since it would end only this thread, and the other threads would keep the JVM alive without
            // work
            complain(UnexpectedEnd.words(e));
            return ExitCodes.FAILED;
        }
    }

    private int begun(StartRequest request, RuntimeDirectory home, boolean daemon) {
        Resolution resolution = onTerminal(new SpecLoader().load(request), daemon);
        boolean known = request.isBare() || request.isNameAlone();
        if (!resolution.faults().isEmpty()) {
            resolution.faults().forEach(LocalForeground::complain);
            return ExitCodes.USAGE;
        }
        if (!known && !resolution.missing().isEmpty()) {
            resolution.missing().forEach(sentence -> complain("CRITICAL: " + sentence));
            return ExitCodes.FAILED;
        }
        try {
            return inHome(request, resolution, home, daemon);
        } catch (HomeFault | NewerSchema e) {
            complain(e.getMessage());
            return ExitCodes.FAILED;
        } catch (IOException e) {
            complain("the runner could not begin: " + e);
            return ExitCodes.FAILED;
        }
    }

    @Override
    public int inject(InjectRequest request, PrintStream out, PrintStream err) {
        return InjectionRun.inject(request, program.version(), out, err);
    }

    @Override
    public int operate(OperatorRequest request) {
        return OperatorLife.live(request, program.version());
    }

    @Override
    public int importFrom(ImportRequest request, PrintStream out, PrintStream err) {
        return ImportRun.importFrom(request, out, err);
    }

    @Override
    public int assist(AssistRequest request) {
        Commands commands = words -> {
            CommandOutput said = request.commands().apply(words);
            return new Commands.Said(said.exitCode(), said.out(), said.err());
        };
        try {
            new AssistantServer(commands, program.version()).serve(request.in(), request.out(),
                    request.isChangeAllowed(), LocalForeground::complain);
            return ExitCodes.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.FAILED;
        }
    }

    private static Resolution onTerminal(Resolution resolution, boolean daemon) {
        boolean hasTerminal = !daemon && ProcFs.system().hasTerminal(ProcessHandle.current().pid());
        return hasTerminal && ControllingTerminal.isOnStdin() ? resolution.readingTerminal() : resolution;
    }

    private int inHome(StartRequest request, Resolution resolution, RuntimeDirectory asked, boolean daemon)
            throws HomeFault, IOException {
        Optional<String> whyNotWritable = whyNotWritable(asked);
        if (whyNotWritable.isPresent() && daemon) {
            complain(whyNotWritable.get());
            return ExitCodes.FAILED;
        }
        Optional<DaemonLock> lock = whyNotWritable.isPresent() ? Optional.empty() : DaemonLock.acquire(asked);
        if (whyNotWritable.isPresent() ? isTaken(asked) : lock.isEmpty()) {
            complain("another runner is at work in " + asked
                    + DaemonLock.holder(asked).map(pid -> " (process " + pid + ")").orElse("")
                    + ": ask it with status, or set DPM_HOME to another folder");
            return daemon ? DaemonLauncher.TAKEN : ExitCodes.FAILED;
        }
        if (daemon && RestartPlan.isCalledOff(asked, System.getenv())) {
            return ExitCodes.DONE;
        }
        RunnerLife life = new RunnerLife(program, asked, resolution, request, daemon, whyNotWritable, lock);
        return life.live();
    }

    /**
     * Whether a living runner uses this home folder. The caller cannot find out by locking the folder, which cannot be written
     * at present.
     */
    private static boolean isTaken(RuntimeDirectory home) {
        try {
            return DaemonLock.holder(home).isPresent() || new RecordFile(home).readAlive().isPresent();
        } catch (HomeFault e) {
            // no runner can be found in a home folder that cannot be read
            return false;
        }
    }

    private static Optional<String> whyNotWritable(RuntimeDirectory home) {
        try {
            home.create();
            return Optional.empty();
        } catch (HomeFault e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public int stopUnsupervised(RuntimeDirectory home, Optional<String> name) {
        try {
            Optional<DaemonLock> lock = DaemonLock.acquire(home);
            if (lock.isEmpty()) {
                complain("another runner is at work in " + home + ": ask it to stop");
                return ExitCodes.FAILED;
            }
            // each stop of a target locks the home folder and unlocks it again, so that the stop of the next one can lock it
            try (DaemonLock held = lock.get()) {
                return new UnsupervisedStop(home).stop(name);
            }
        } catch (HomeFault | NewerSchema e) {
            complain(e.getMessage());
        } catch (IOException e) {
            complain("the targets could not be stopped: " + e);
        }
        return ExitCodes.FAILED;
    }

    @Override
    public Optional<HttpAnswer> leftEvents(RuntimeDirectory home, Map<String, String> query, String type)
            throws IOException {
        return new LeftEvents(home).answer(query, type);
    }

    @Override
    public Optional<String> terminate(ProcessIdentity process) {
        LocalTargetProcesses targetProcesses = new LocalTargetProcesses("nobody's", new KnownMembers());
        Optional<String> refusal = targetProcesses.signal(Set.of(process), Signal.TERM).stream()
                .map(TargetProcesses.Refusal::reason).findFirst();
        targetProcesses.wake(Set.of(process));
        return refusal;
    }

    private static void complain(Object sentence) {
        System.err.println(ProgramName.get() + ": " + NativeText.visible(String.valueOf(sentence)));
    }
}
