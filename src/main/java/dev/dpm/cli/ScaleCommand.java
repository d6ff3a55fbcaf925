package dev.dpm.cli;

import java.util.List;

import dev.dpm.cli.action.Actions;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.Options;
import dev.dpm.config.value.BadValue;
import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

final class ScaleCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("scale", "NAME N",
                "Changes the number of a target's instances at once: starts further ones as its file says now, or stops and "
                        + "removes those with the highest numbers. The number is kept, also by later runners, until the "
                        + "file says another one.")
                .words("NAME N", "the name without a number, and how many instances").example("scale web 6");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        List<String> given = words.names();
        if (given.size() != 2) {
            throw new CommandFailed(ExitCodes.USAGE, "scale: takes a name and a number, such as scale web 6");
        }
        String name = Names.require(given.get(0));
        int count = count(given.get(1));
        RunnerLink link = RunnerLink.of(surroundings);
        DaemonRecord daemon = link.require();
        return Actions.startsTargets(surroundings, daemon, link.requireClient(daemon),
                Actions.Call.post("scale?target=" + name + "&instances=" + count));
    }

    private static int count(String text) throws CommandFailed {
        try {
            return Options.INSTANCES.parse(text);
        } catch (BadValue e) {
            throw new CommandFailed(ExitCodes.USAGE, "scale: " + ConfigFault.quoted(text) + " is not allowed; allowed: "
                    + e.getMessage(), e);
        }
    }
}
