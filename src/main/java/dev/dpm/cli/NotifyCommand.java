package dev.dpm.cli;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.dpm.cli.action.Actions;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.process.TargetName;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code notify test}: sends a test notice to the configured receivers, and prints whether each receiver accepted
 * it.
 */
final class NotifyCommand implements Command {

    private static final String TEST = "test";
    private static final long LOOK_MILLIS = 100;

    @Override
    public CommandSpec spec() {
        return new Grammar("notify", "test [RECEIVER]",
                "Sends a test to the receivers of notices that the configuration file names under notify:, or to one of "
                        + "them, and says what came back.")
                .words("test [RECEIVER]", "test, and a receiver's name; without one, all of them")
                .example("notify test", "notify test oncall");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        List<String> given = words.names();
        if (given.isEmpty() || !given.get(0).equals(TEST) || given.size() > 2) {
            throw new CommandFailed(ExitCodes.USAGE, "notify: allowed: test, or test and the name of one receiver (see "
                    + Grammar.TYPED + " notify --help)");
        }
        String name = given.size() == 2 ? given.get(1) : "";
        if (!name.isEmpty() && !TargetName.isValid(name)) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "notify: no receiver is called so; allowed: " + TargetName.ALLOWED);
        }
        RunnerLink link = RunnerLink.of(surroundings);
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        Actions.call(daemon, client, Actions.Call.post("notices/test" + (name.isEmpty() ? "" : "?receiver=" + name)));
        return followed(surroundings, daemon, client);
    }

    private static int followed(CommandContext surroundings, DaemonRecord daemon, DaemonClient client)
            throws CommandFailed {
        int shown = 0;
        while (true) {
            HttpAnswer answer = test(daemon, client);
            List<String> lines = answer.body().lines().toList();
            lines.subList(Math.min(shown, lines.size()), lines.size())
                    .forEach(line -> Print.text(surroundings, line));
            shown = lines.size();
            if (answer.header("Dpm-Done").filter("true"::equals).isPresent()) {
                return answer.header("Dpm-Exit-Code").filter("0"::equals).isPresent()
                        ? ExitCodes.DONE
                        : ExitCodes.FAILED;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitCodes.FAILED;
            }
        }
    }

    private static HttpAnswer test(DaemonRecord daemon, DaemonClient client) throws CommandFailed {
        try {
            return client.get("notices/test", "text/plain").orFail();
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity());
        }
    }
}
