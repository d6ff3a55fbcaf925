package dev.dpm.cli;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/** {@code events}: what the runner did, and why. */
final class EventsCommand implements Command {

    private static final String DEFAULT_LINES = "50";
    private static final int MOST_AT_ONCE = 1_000;
    private static final String JSON_LINES = "application/x-ndjson";
    private static final Duration POLL = Duration.ofMillis(500);

    @Override
    public CommandSpec spec() {
        return new Grammar("events", "[NAME] [-f] [-n N] [--json]", "Shows what the runner did and why, oldest first.")
                .flag("goes on with new ones, until Ctrl-C", "-f", "--follow")
                .value("N", "the newest that many (default: " + DEFAULT_LINES + ")", "-n", "--lines")
                .flag("one JSON object a line", "--json").optionalArgument("NAME", "only this target's")
                .example("events web -n 20", "events --json -f");
    }

    @Override
    public int run(Words words, Surroundings surroundings) throws CommandFailed {
        if (words.argument().isPresent()) {
            Names.require(words.argument().get());
        }
        int lines = Numbers.lines("-n", words.given("-n").orElse(DEFAULT_LINES));
        RunnerLink link = RunnerLink.of(surroundings);
        DaemonRecord daemon = link.require();
        DaemonClient client = link.requireClient(daemon);
        long last = show(words, link, daemon, client, 0, lines);
        if (last == 0 && words.argument().isPresent()) {
            requireKnown(words.argument().get(), daemon, client);
        }
        while (words.has("-f") && Pause.of(POLL)) {
            if (!daemon.isAlive()) {
                throw new CommandFailed(ExitCodes.NO_DAEMON, "the runner (process " + daemon.identity().pid()
                        + ") has ended");
            }
            last = show(words, link, daemon, client, last, MOST_AT_ONCE);
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

    /** @return the sequence after which the next look goes on */
    private static long show(Words words, RunnerLink link, DaemonRecord daemon, DaemonClient client, long after,
            int limit) throws CommandFailed {
        try {
            Answer answer = client.get(query(words.argument(), link.surroundings(), after, limit),
                    words.has("--json") ? JSON_LINES : DaemonClient.TEXT).orFail();
            Print.text(link.surroundings().out(), answer.body());
            return answer.header("Dpm-Last-Sequence").filter(text -> text.matches("[0-9]{1,18}")).map(Long::parseLong)
                    .filter(sequence -> sequence > after).orElse(after);
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity().pid());
        }
    }

    private static String query(Optional<String> target, Surroundings surroundings, long after, int limit) {
        return "events?after=" + after + "&limit=" + limit + "&zone="
                + DaemonClient.encoded(Zone.id(surroundings.environment()))
                + target.map(name -> "&target=" + name).orElse("");
    }
}
