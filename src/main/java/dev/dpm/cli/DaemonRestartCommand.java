package dev.dpm.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Pause;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.config.StartRequest;
import dev.dpm.daemon.DaemonLauncher;
import dev.dpm.daemon.DaemonLock;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.FormerFlags;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.LastKnown;
import dev.dpm.daemon.Launched;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.RecordFile;
import dev.dpm.daemon.RestartPlan;
import dev.dpm.daemon.RestartPlan.Cause;
import dev.dpm.daemon.RestartShell;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.daemon.WebServerState;
import dev.dpm.process.ProcessIdentity;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The internal command {@code comeback}: restarts a daemon that died. The JVM of the dying daemon runs this command, which
 * plans the restart. A shell runs it again when the restart is due.
 */
final class DaemonRestartCommand implements Command {

    /** How long {@code comeback} waits for the end of the dying daemon, which may write a core dump first. */
    private static final Duration DYING = Duration.ofMinutes(5);

    @Override
    public CommandSpec spec() {
        return new Grammar("comeback", "DEATH", "Brings a daemon back that died of itself; its own JVM has it run.")
                .argument("DEATH", "what it died of and its process, or: due").example("comeback due");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        String death = words.requiredArgument();
        try {
            return death.equals(RestartShell.DUE)
                    ? launch(surroundings)
                    : prepare(death, surroundings);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.FAILED, "the runner does not come back by itself: " + e, e);
        }
    }

    private static int prepare(String death, CommandContext surroundings)
            throws CommandFailed, HomeFault, IOException {
        RuntimeDirectory home = surroundings.home();
        int colon = death.indexOf(':');
        Cause cause = cause(colon < 0 ? death : death.substring(0, colon));
        Optional<DaemonRecord> record = new RecordFile(home).read()
                .filter(known -> death.endsWith(":" + known.identity().pid()))
                .filter(known -> known.webPart().stage() != WebServerState.Stage.STARTING);
        if (record.isEmpty()) {
            // a daemon that dies during its start is not restarted: the command that started it reports the failure
            return ExitCodes.DONE;
        }
        awaitEnd(record.get().identity());
        return DaemonLock.holder(home).isPresent()
                ? ExitCodes.DONE
                : plan(cause, record.get().identity().pid(), surroundings);
    }

    private static Cause cause(String word) throws CommandFailed {
        try {
            return Cause.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCodes.USAGE, "comeback is for a dying runner, not for '" + word + "'", e);
        }
    }

    private static void awaitEnd(ProcessIdentity dying) throws CommandFailed {
        long deadline = System.nanoTime() + DYING.toNanos();
        while (ProcFs.system().isAlive(dying) && System.nanoTime() < deadline) {
            Pause.shortly();
        }
    }

    private static int plan(Cause cause, long pid, CommandContext surroundings)
            throws HomeFault, IOException, CommandFailed {
        RuntimeDirectory home = surroundings.home();
        RestartPlan next = RestartPlan.after(RestartPlan.read(home), cause, pid, Instant.now());
        next.write(home);
        if (!next.pending()) {
            throw new CommandFailed(ExitCodes.FAILED, "the runner died " + next.deaths().size()
                    + " times within an hour, the last time of " + cause.words()
                    + ": it does not come back by itself; `start` starts it");
        }
        RestartShell.later(Duration.between(next.diedAt(), next.due()), surroundings.program(), home);
        return ExitCodes.DONE;
    }

    /** Starts a daemon, unless a user has started one or cancelled the restart in the meantime. */
    private static int launch(CommandContext surroundings) throws CommandFailed, HomeFault, IOException {
        RuntimeDirectory home = surroundings.home();
        if (RestartPlan.pending(home).isEmpty()) {
            return ExitCodes.DONE;
        }
        LastKnown known = Names.lastKnown(home);
        StartRequest bare = new StartRequest(false, Optional.empty(), Map.of(), List.of(), surroundings.cwd(),
                ProcFs.system().umask(), surroundings.environment());
        Launched launched = new DaemonLauncher(surroundings.program(), home, DaemonLauncher.PATIENCE, true)
                .launch(FormerFlags.read(home).under(bare).after(known.configFile()), () -> {
                });
        if (launched instanceof Launched.Failed failed && RestartPlan.pending(home).isPresent()) {
            failed.lastLines().forEach(surroundings.err()::println);
            surroundings.err().println(failed.sentence());
            return plan(Cause.START, RestartPlan.read(home).map(RestartPlan::pid).orElse(0L), surroundings);
        }
        return ExitCodes.DONE;
    }
}
