package dev.dpm.cli;

import java.util.List;
import java.util.Optional;

import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/** {@code restart}: stops targets that run, and starts them again; the restart budget stays unused. */
final class RestartCommand implements Command {

    private static final String ROLLING = "--rolling";
    private static final String[] MOST = {"--max_unavailable", "--max-unavailable"};
    private static final int HIGHEST = 1000;

    @Override
    public CommandSpec spec() {
        return new Grammar("restart", "[NAME...] [-l LABELS] [--rolling [--max_unavailable N]]",
                "Stops targets where they run, and starts them with a fresh budget.")
                .flag("one after the other: the next target only when the one before is RUNNING; ends at the first that "
                        + "does not come up", ROLLING)
                .value("N", "with " + ROLLING + ": so many at the same time (default: 1)", MOST)
                .names(Names.DOC)
                .example("restart web", "restart 'web-*'", "restart @shop -l tier=back", "restart @shop --rolling");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        Optional<String> most = words.given(MOST[0]);
        if (most.isPresent() && !words.has(ROLLING)) {
            throw new CommandFailed(ExitCodes.USAGE, "restart: " + MOST[0] + " is allowed together with " + ROLLING);
        }
        int atOnce = Numbers.count(MOST[0], most.orElse("1"), HIGHEST);
        RunnerLink link = RunnerLink.of(surroundings);
        List<String> names = Names.required(words, "restart", link.home());
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        return words.has(ROLLING)
                ? new RollingRestart(surroundings, daemon, client, atOnce).restart(names)
                : Actions.eachStarts(surroundings, daemon, client, names, "restart");
    }
}
