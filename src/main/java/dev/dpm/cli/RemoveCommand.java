package dev.dpm.cli;

import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/** {@code remove}: makes the daemon forget a stopped target; its logs stay until their retention is over. */
final class RemoveCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("remove", "NAME [--yes]", "Forgets a stopped target; its logs stay.")
                .flag("does not ask", Confirmation.NAMES).argument("NAME", "the target").example("remove web --yes");
    }

    @Override
    public int run(Words words, Surroundings surroundings) throws CommandFailed {
        String name = Names.require(words.requiredArgument());
        RunnerLink link = RunnerLink.of(surroundings);
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        Confirmation.ask(words, surroundings, "Remove " + name + "?");
        Answer answer = Actions.call(daemon, client, Actions.Call.delete("targets/" + name));
        Print.text(surroundings.out(), answer.body());
        return ExitCodes.DONE;
    }
}
