package dev.dpm.cli;

import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/** {@code restart}: stops a target where it runs and starts it again, which spends no budget. */
final class RestartCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("restart", "NAME", "Stops a target where it runs, and starts it with a fresh budget.")
                .argument("NAME", "the target").example("restart web");
    }

    @Override
    public int run(Words words, Surroundings surroundings) throws CommandFailed {
        String name = Names.require(words.requiredArgument());
        RunnerLink link = RunnerLink.of(surroundings);
        DaemonRecord daemon = link.require();
        return Actions.startsTargets(surroundings, daemon, link.requireClient(daemon),
                Actions.Call.post("targets/" + name + "/restart"));
    }
}
