package dev.dpm.cli;

import java.util.List;

import dev.dpm.cli.action.Actions;
import dev.dpm.cli.action.ReloadFollower;
import dev.dpm.cli.action.RollingRestart;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.Selector;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code reload}: makes the daemon reread its configuration files. With names, only these targets reread their own
 * configuration.
 */
final class ReloadCommand implements Command {

    @Override
    public CommandSpec spec() {
        return RollingRestart.in(new Grammar("reload", "[NAME...] [-l LABELS] | --rolling [--max_unavailable N]",
                "Rereads every configuration file that was given: thresholds, restart and log settings and the bounds on "
                        + "incidents apply at once; a changed command, environment, folder or output restarts that "
                        + "target; targets that their file no longer names stop, new ones start. With names: has these "
                        + "targets reread their own configuration, as reload_signal or reload_command says, and waits for the end "
                        + "of the command."),
                "restarts changed targets one after the other, as restart --rolling does; those behind the first that "
                        + "does not come up go on with their old settings")
                .names(Names.DOC + "; none: the runner's own files")
                .example("reload", "reload --rolling", "reload web", "reload @shop");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        int atOnce = RollingRestart.most(words, "reload");
        boolean isRolling = words.has(RollingRestart.FLAG);
        if (isRolling && !Selector.of(words).isNothing()) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "reload: " + RollingRestart.FLAG + " is for the runner's own files, "
                            + "and takes no names; restart NAME --rolling restarts targets one after the other");
        }
        RunnerLink link = RunnerLink.of(surroundings);
        List<String> names = Names.of(words, link.home());
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        if (isRolling) {
            return rolling(new RollingRestart(surroundings, daemon, client, atOnce,
                    ", and running with their old settings until a reload"));
        }
        return names.isEmpty()
                ? Actions.startsTargets(surroundings, daemon, client, Actions.Call.post("reload"))
                : new ReloadFollower(surroundings, daemon, client).reload(names);
    }

    private static int rolling(RollingRestart roll) throws CommandFailed {
        HttpAnswer answer = Actions.call(roll.daemon(), roll.client(), Actions.Call.post("reload?rolling=true"));
        List<String> pending = List.of(answer.header("Dpm-Pending").orElse("").split(","));
        int first = Actions.startsTargets(roll.surroundings(), roll.daemon(), roll.client(), answer);
        if (pending.get(0).isEmpty()) {
            return first;
        }
        if (first != ExitCodes.DONE) {
            throw roll.stopped("a target did not come up", pending);
        }
        return roll.restart(pending);
    }
}
