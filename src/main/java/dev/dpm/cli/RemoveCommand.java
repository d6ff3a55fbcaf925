package dev.dpm.cli;

import java.util.List;

import dev.dpm.cli.action.Actions;
import dev.dpm.cli.action.Confirmation;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.call.Sentences;
import dev.dpm.cli.call.Unwritten;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code remove}: removes stopped targets from the daemon. Their log files remain until the limits for old logs
 * delete them.
 */
final class RemoveCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("remove", "[NAME...] [-l LABELS] [--yes]", "Forgets stopped targets; their logs stay.")
                .flag("does not ask", Confirmation.NAMES).names(Names.DOC)
                .example("remove web --yes", "remove 'web-*' --yes");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        RunnerLink link = RunnerLink.of(surroundings);
        List<String> names = Names.required(words, "remove", link.home());
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        requireKnown(names, link, daemon, client);
        Confirmation.ask(words, surroundings, "Remove " + Sentences.oneAndOthers(names) + "?");
        Unwritten unwritten = new Unwritten(surroundings);
        int worst = ExitCodes.DONE;
        for (String name : names) {
            HttpAnswer answer = Actions.ask(daemon, client, Actions.Call.delete("targets/" + name));
            if (names.size() == 1) {
                Names.known(answer, name, link.home());
            }
            if (answer.isDone()) {
                Print.text(surroundings, answer.body());
                unwritten.tell(answer);
            } else {
                Print.error(surroundings, Grammar.PROGRAM + ": " + answer.body());
                worst = Math.max(worst, ExitCodes.ofHttp(answer.status()));
            }
        }
        return worst;
    }

    private static void requireKnown(List<String> names, RunnerLink link, DaemonRecord daemon, DaemonClient client)
            throws CommandFailed {
        List<String> written = Names.known(link.home());
        for (String name : names) {
            if (!written.contains(name)) {
                try {
                    Names.known(client.get("targets/" + name, DaemonClient.TEXT), name, link.home());
                } catch (NoAnswer e) {
                    throw e.toFailure(daemon.identity());
                }
            }
        }
    }
}
