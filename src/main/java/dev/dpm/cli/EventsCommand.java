package dev.dpm.cli;

import java.time.Duration;

import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/** {@code events}: what the runner did, and why. */
final class EventsCommand implements Command {

    private static final String DEFAULT_LINES = "50";
    /** Each thousand is a question, and all are held until the oldest is there. */
    private static final int MOST_LINES = 10_000;
    private static final Duration POLL = Duration.ofMillis(500);

    @Override
    public CommandSpec spec() {
        return new Grammar("events", "[NAME] [-f] [-n N] [--json]", "Shows what the runner did and why, oldest first.")
                .flag("goes on with new ones, until Ctrl-C", "-f", "--follow")
                .value("N", "the newest that many, at most " + MOST_LINES + " (default: " + DEFAULT_LINES + ")", "-n",
                        "--lines")
                .flag("one JSON object a line", "--json").optionalArgument("NAME", "only this target's")
                .example("events web -n 20", "events --json -f");
    }

    @Override
    public int run(Words words, Surroundings surroundings) throws CommandFailed {
        if (words.argument().isPresent()) {
            Names.require(words.argument().get());
        }
        int lines = Numbers.lines("-n", words.given("-n").orElse(DEFAULT_LINES), MOST_LINES);
        RunnerLink link = RunnerLink.of(surroundings);
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        EventPages pages = new EventPages(surroundings, daemon, client, words.argument(), words.has("--json"));
        long last = lines == 0 ? pages.newest() : pages.show(0, lines);
        if (last == 0 && words.argument().isPresent()) {
            requireKnown(words.argument().get(), daemon, client);
        }
        while (words.has("-f") && Pause.of(POLL)) {
            if (!daemon.isAlive()) {
                throw new CommandFailed(ExitCodes.NO_DAEMON, "the runner (process " + daemon.identity().pid()
                        + ") has ended");
            }
            last = pages.show(last, MOST_LINES);
        }
        return ExitCodes.DONE;
    }

    /** What has events may be gone; what has none must be there. */
    private static void requireKnown(String name, DaemonRecord daemon, DaemonClient client) throws CommandFailed {
        try {
            client.get("targets/" + name, DaemonClient.TEXT).orFail();
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity().pid());
        }
    }
}
