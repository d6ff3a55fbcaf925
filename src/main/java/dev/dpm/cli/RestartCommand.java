package dev.dpm.cli;

import java.util.List;

import dev.dpm.cli.action.Actions;
import dev.dpm.cli.action.RollingRestart;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code restart}: stops targets and starts them again. Such a restart does not count towards {@code
 * --max_restarts}.
 */
final class RestartCommand implements Command {

    @Override
    public CommandSpec spec() {
        return RollingRestart.in(new Grammar("restart", "[NAME...] [-l LABELS] [--rolling [--max_unavailable N]]",
                "Stops targets where they run, and starts them with a fresh budget."),
                "one after the other, what others depend on first: the next target only when the one before is "
                        + "RUNNING; ends at the first that does not come up")
                .names(Names.DOC)
                .example("restart web", "restart 'web-*'", "restart @shop -l tier=back", "restart @shop --rolling");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        int atOnce = RollingRestart.most(words, "restart");
        RunnerLink link = RunnerLink.of(surroundings);
        List<String> names = Names.required(words, "restart", link.home());
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        return words.has(RollingRestart.FLAG)
                ? new RollingRestart(surroundings, daemon, client, atOnce, "").restartInOrder(names)
                : Actions.eachStarts(surroundings, daemon, client, names, "restart");
    }
}
