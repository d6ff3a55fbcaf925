package dev.dpm.cli;

import java.util.List;

import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/** {@code restart}: stops targets where they run and starts them again; uses nothing of the restart budget. */
final class RestartCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("restart", "[NAME...] [-l LABELS]",
                "Stops targets where they run, and starts them with a fresh budget.")
                .names(Names.DOC).example("restart web", "restart 'web-*'", "restart @shop -l tier=back");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        RunnerLink link = RunnerLink.of(surroundings);
        List<String> names = Names.required(words, "restart", link.home());
        DaemonRecord daemon = link.require();
        return Actions.eachStarts(surroundings, daemon, link.requireClient(daemon), names, "restart");
    }
}
