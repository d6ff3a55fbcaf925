package dev.dpm.cli.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.daemon.DaemonLauncher;
import dev.dpm.daemon.DaemonLock;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.HangDetector;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.RecordFile;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.daemon.Token;
import dev.dpm.daemon.WebServerState;
import dev.dpm.process.ProcessIdentity;

/** Finds the running daemon of a home folder. If none is found, a {@link CommandFailed} carries the command's exit code. */
public record RunnerLink(CommandContext surroundings, RuntimeDirectory home) {

    /**
     * How long a daemon that has locked the home folder may show no sign of work (see {@link HangDetector}) before the daemon
     * writes its {@link DaemonRecord}.
     */
    private static final Duration RECORD_DUE = Duration.ofSeconds(5);
    /** How long a command waits for the daemon's API if the command also works without the API. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(2);
    /**
     * How long a command that needs the daemon's API waits for a daemon that shows no sign of work. The wait is long, since
     * {@link HangDetector} does not notice every kind of work.
     */
    private static final Duration LONG_WAIT = Duration.ofSeconds(20);
    /** The time after which a daemon's start counts as failed. */
    private static final Duration MOST = Duration.ofMinutes(10);

    public static RunnerLink of(CommandContext surroundings) throws CommandFailed {
        return new RunnerLink(surroundings, surroundings.home());
    }

    public Optional<DaemonRecord> find() throws CommandFailed {
        return find(RECORD_DUE);
    }

    /** The running daemon, or empty. If a daemon is starting, the method waits as long as that daemon shows signs of work. */
    public Optional<DaemonRecord> findPatiently() throws CommandFailed {
        return find(DaemonLauncher.PATIENCE);
    }

    /**
     * The running daemon for a command that ends it, or empty. The record may lack the daemon's address, since a signal can end
     * the daemon too.
     */
    public Optional<DaemonRecord> findToEnd() throws CommandFailed {
        Optional<DaemonRecord> record = await(RECORD_DUE);
        return record.isPresent()
                ? record
                : holder().map(process -> DaemonRecord
                        .starting(process, surroundings.program(), Instant.now()).unreachable("it has left no record"));
    }

    private Optional<DaemonRecord> find(Duration quiet) throws CommandFailed {
        Optional<DaemonRecord> record = await(quiet);
        Optional<ProcessIdentity> holder = record.isPresent() ? Optional.empty() : holder();
        if (holder.isPresent()) {
            long pid = holder.get().pid();
            throw new CommandFailed(ExitCodes.NO_ANSWER, "process " + pid + " holds the home folder " + home
                    + ", but has left no record of how to reach it: "
                    + ProcFs.system().stoppedState(holder.get()).map(state -> NoAnswer.stopped(pid, state))
                            .orElse("`stop` ends it"));
        }
        return record;
    }

    private Optional<ProcessIdentity> holder() {
        return DaemonLock.holder(home).flatMap(ProcFs.system()::identify);
    }

    /**
     * Waits for the record of a starting daemon.
     * @param quiet how long that daemon may show no sign of work
     */
    private Optional<DaemonRecord> await(Duration quiet) throws CommandFailed {
        long deadline = System.nanoTime() + MOST.toNanos();
        try {
            Optional<DaemonRecord> record = new RecordFile(home).readAlive();
            Optional<HangDetector> signs = Optional.empty();
            while (record.isEmpty() && System.nanoTime() < deadline) {
                Optional<ProcessIdentity> holder = holder();
                if (holder.isEmpty()) {
                    // the daemon may have written its record after this method's first attempt to read it
                    return new RecordFile(home).readAlive();
                }
                signs = signs.filter(known -> known.process().equals(holder.get()))
                        .or(() -> Optional.of(new HangDetector(holder.get())));
                signs.get().look();
                if (signs.get().quietFor().compareTo(quiet) > 0) {
                    return Optional.empty();
                }
                Pause.shortly();
                record = new RecordFile(home).readAlive();
            }
            return record;
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }

    public DaemonRecord require() throws CommandFailed {
        Optional<DaemonRecord> record = find();
        if (record.isEmpty()) {
            throw absence();
        }
        return record.get();
    }

    /** The failure of a command that needs a daemon although none runs. */
    public CommandFailed absence() {
        return new CommandFailed(ExitCodes.NO_DAEMON, "no runner is running on " + home + ": `start` starts one");
    }

    /** Creates the client for a daemon. If the daemon is still starting, the method waits for it. */
    public DaemonClient client(DaemonRecord daemon) throws CommandFailed, NoAnswer {
        return client(daemon, SHORT_WAIT);
    }

    private DaemonClient client(DaemonRecord daemon, Duration quiet) throws CommandFailed, NoAnswer {
        SocketTransport socket = new SocketTransport(home.socket());
        DaemonRecord current = daemon;
        long deadline = System.nanoTime() + MOST.toNanos();
        HangDetector signs = new HangDetector(daemon.identity());
        boolean isOpen = socket.isOpen();
        while (!isOpen && current.webPart().stage() == WebServerState.Stage.STARTING && current.isAlive()
                && signs.quietFor().compareTo(quiet) < 0 && System.nanoTime() < deadline) {
            signs.look();
            Pause.shortly();
            current = reread(current);
            isOpen = socket.isOpen();
        }
        return isOpen ? new DaemonClient(socket, current.identity()) : overApi(current);
    }

    /** Creates a client for the daemon's HTTP API. Only this API, not the Unix socket, can create a URL that needs no login. */
    public DaemonClient requireApi(DaemonRecord daemon) throws CommandFailed {
        try {
            client(daemon, LONG_WAIT);
            DaemonRecord current = reread(daemon);
            HangDetector signs = new HangDetector(daemon.identity());
            while (current.webPart().stage() == WebServerState.Stage.STARTING && current.isAlive()
                    && signs.quietFor().compareTo(LONG_WAIT) < 0) {
                signs.look();
                Pause.shortly();
                current = reread(current);
            }
            requireWebPart(current);
            return overApi(current);
        } catch (NoAnswer e) {
            requireWebPart(reread(daemon));
            throw e.toFailure(daemon.identity());
        }
    }

    private static void requireWebPart(DaemonRecord daemon) throws CommandFailed {
        String runner = "the runner (process " + daemon.identity().pid() + ") ";
        if (daemon.webPart().stage() == WebServerState.Stage.OFF) {
            throw new CommandFailed(ExitCodes.FAILED, runner + "was started with --console off, and has no console: "
                    + "`stop --keep_targets` and then `start --console on-demand` give it one; the targets run on");
        }
        if (daemon.webPart().stage() == WebServerState.Stage.FAILED) {
            throw new CommandFailed(ExitCodes.FAILED, runner + "supervises without a console: "
                    + daemon.webPart().reason() + "; it tries again every 30 s");
        }
    }

    private DaemonClient overApi(DaemonRecord current) throws NoAnswer {
        if (current.webPart().stage() == WebServerState.Stage.FAILED) {
            throw new NoAnswer("it supervises without console and API: " + current.webPart().reason());
        }
        if (current.webPart().stage() == WebServerState.Stage.OFF) {
            throw new NoAnswer("it was started with --console off, and has no console and no API");
        }
        if (current.console().isEmpty()) {
            throw new NoAnswer("its API is not up yet");
        }
        try {
            return new DaemonClient(new HttpTransport(reachable(current.console().get()),
                    Token.forClient(surroundings.environment(), current, home)), current.identity());
        } catch (HomeFault e) {
            throw new NoAnswer("it cannot be asked: " + e.getMessage(), e);
        }
    }

    public DaemonClient requireClient(DaemonRecord daemon) throws CommandFailed {
        return requireClient(daemon, LONG_WAIT);
    }

    /** Creates the client for a daemon that may still be starting, and so waits longer than {@link #requireClient}. */
    public DaemonClient requireClientPatiently(DaemonRecord daemon) throws CommandFailed {
        return requireClient(daemon, DaemonLauncher.PATIENCE);
    }

    private DaemonClient requireClient(DaemonRecord daemon, Duration quiet) throws CommandFailed {
        try {
            return client(daemon, quiet);
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity());
        }
    }

    private DaemonRecord reread(DaemonRecord daemon) throws CommandFailed {
        try {
            return new RecordFile(home).read().filter(record -> record.identity().equals(daemon.identity()))
                    .orElse(daemon);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }

    /** A URL that the caller can open. If the console listens on all addresses, the URL contains the loopback address. */
    private static String reachable(String console) {
        String address = console.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
        return address.endsWith("/") ? address : address + "/";
    }
}
