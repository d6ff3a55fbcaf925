package dev.dpm.cli;

import java.util.List;

import dev.dpm.cli.action.Actions;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.Selector;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.process.Signal;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code signal}: sends a signal to targets. */
final class SignalCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("signal", "NAME... SIGNAL, or -l LABELS SIGNAL",
                "Sends a signal to the main process of targets, or with their --pass_to tree to each of their processes. "
                        + "The last word is the signal, by name or number.")
                .names(Names.DOC + "; and the signal, as the last word")
                .example("signal web USR1", "signal 'web-*' HUP", "signal @shop -l tier=back HUP");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        List<String> all = words.names();
        String word = all.isEmpty() ? "" : all.get(all.size() - 1);
        Signal signal = Signal.parse(word)
                .orElseThrow(() -> new CommandFailed(ExitCodes.USAGE, "signal: the last word has to be the signal, "
                        + (word.isEmpty() ? "" : "'" + word + "' is not allowed; ") + "allowed: " + Signal.ALLOWED));
        Selector selector = new Selector(all.subList(0, all.size() - 1), Selector.of(words).labels());
        RunnerLink link = RunnerLink.of(surroundings);
        List<String> names = Names.of(selector, link.home());
        if (names.isEmpty()) {
            throw Names.missing("signal");
        }
        DaemonRecord daemon = link.require();
        return Actions.eachStarts(surroundings, daemon, link.requireClient(daemon), names,
                "signal?signal=" + signal.name());
    }
}
