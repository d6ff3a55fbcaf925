package dev.dpm.cli;

import java.util.List;

import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code reload}: makes the daemon reread its configuration files; with names of targets, makes these targets reread
 * their own configuration.
 */
final class ReloadCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("reload", "[NAME...] [-l LABELS]",
                "Rereads every configuration file that was given: thresholds, restart and log settings and the bounds on "
                        + "incidents apply at once; a changed command, environment, folder or output restarts that "
                        + "target; targets that their file no longer names stop, new ones start. With names: has these "
                        + "targets reread their own configuration, as reload_signal or reload_command says.")
                .names(Names.DOC + "; none: the runner's own files").example("reload", "reload web", "reload @shop");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        RunnerLink link = RunnerLink.of(surroundings);
        List<String> names = Names.of(words, link.home());
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        return names.isEmpty()
                ? Actions.startsTargets(surroundings, daemon, client, Actions.Call.post("reload"))
                : Actions.eachStarts(surroundings, daemon, client, names, "reload");
    }
}
