package dev.dpm.cli;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.daemon.DaemonLock;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.Faces;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.RecordFile;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.daemon.Token;

/** Finds the daemon of a home and makes the client for it; every way in which that fails has its exit code here. */
record RunnerLink(Surroundings surroundings, RuntimeDirectory home) {

    /** A daemon that has just taken the lock writes its record within milliseconds, on a busy machine seconds. */
    private static final Duration RECORD_DUE = Duration.ofSeconds(5);
    /** How long a command that has another way waits for an API that is about to be. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(2);
    /** How long one that has none waits: a web part on a busy machine takes its time. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(20);

    static RunnerLink of(Surroundings surroundings) throws CommandFailed {
        return new RunnerLink(surroundings, surroundings.home());
    }

    /** The daemon that runs; empty where none does. */
    Optional<DaemonRecord> find() throws CommandFailed {
        try {
            Optional<DaemonRecord> record = new RecordFile(home).readAlive();
            long deadline = System.nanoTime() + RECORD_DUE.toNanos();
            while (record.isEmpty() && DaemonLock.holder(home).isPresent() && System.nanoTime() < deadline) {
                Pause.shortly();
                record = new RecordFile(home).readAlive();
            }
            Optional<Long> holder = record.isPresent() ? Optional.empty() : DaemonLock.holder(home);
            if (holder.isPresent()) {
                throw new CommandFailed(ExitCodes.NO_ANSWER,
                        "process " + holder.get() + " holds the home folder " + home
                                + ", but has left no record of how to reach it");
            }
            return record;
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }

    /** The daemon that a command cannot do without. */
    DaemonRecord require() throws CommandFailed {
        Optional<DaemonRecord> record = find();
        if (record.isEmpty()) {
            throw new CommandFailed(ExitCodes.NO_DAEMON, "no runner is running on " + home + ": `start` starts one");
        }
        return record.get();
    }

    /** The client of a daemon whose API is up; waits for one that is about to be. */
    DaemonClient client(DaemonRecord daemon) throws CommandFailed, NoAnswer {
        return client(daemon, SHORT_WAIT);
    }

    private DaemonClient client(DaemonRecord daemon, Duration patience) throws CommandFailed, NoAnswer {
        DaemonRecord current = daemon;
        long deadline = System.nanoTime() + patience.toNanos();
        while (current.faces().stage() == Faces.Stage.STARTING && current.isAlive() && System.nanoTime() < deadline) {
            Pause.shortly();
            current = reread(current);
        }
        if (current.faces().stage() == Faces.Stage.FAILED) {
            throw new NoAnswer("it supervises without console and API: " + current.faces().reason());
        }
        if (current.console().isEmpty()) {
            throw new NoAnswer("its API is not up yet");
        }
        try {
            return new DaemonClient(reachable(current.console().get()),
                    Token.forClient(surroundings.environment(), current, home));
        } catch (HomeFault e) {
            throw new CommandFailed(ExitCodes.NO_ANSWER, e.getMessage(), e);
        }
    }

    /** The client, for a command that has no other way. */
    DaemonClient requireClient(DaemonRecord daemon) throws CommandFailed {
        try {
            return client(daemon, LONG_WAIT);
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity().pid());
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

    /** A console bound to every address is asked on loopback. */
    private static String reachable(String console) {
        String address = console.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
        return address.endsWith("/") ? address : address + "/";
    }
}
