package dev.dpm.cli;

import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/** {@code reload}: makes the daemon reread its configuration files. */
final class ReloadCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("reload", "",
                "Rereads every configuration file that was given: thresholds, restart and log settings and the bounds on "
                        + "incidents apply at once; a changed command, environment, folder or output restarts that "
                        + "target; targets that their file no longer names stop, new ones start.")
                .example("reload");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        RunnerLink link = RunnerLink.of(surroundings);
        DaemonRecord daemon = link.require();
        return Actions.startsTargets(surroundings, daemon, link.requireClient(daemon), Actions.Call.post("reload"));
    }
}
