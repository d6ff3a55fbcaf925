package dev.dpm.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

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
        Look look = new Look(words, link, daemon, link.requireClient(daemon));
        long last = look.newest(lines);
        if (last == 0 && words.argument().isPresent()) {
            requireKnown(words.argument().get(), daemon, look.client());
        }
        while (words.has("-f") && Pause.of(POLL)) {
            if (!daemon.isAlive()) {
                throw new CommandFailed(ExitCodes.NO_DAEMON, "the runner (process " + daemon.identity().pid()
                        + ") has ended");
            }
            last = look.after(last);
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

    /** Looks at the events of a runner and shows them. */
    private record Look(Words words, RunnerLink link, DaemonRecord daemon, DaemonClient client) {

        /** Page by page from the newest on, since the runner gives so many at once; shown the oldest first. */
        long newest(int lines) throws CommandFailed {
            Answer page = ask(0, OptionalLong.empty(), Math.min(lines, MOST_AT_ONCE));
            Deque<String> pages = new ArrayDeque<>(List.of(page.body()));
            long last = sequence(page, "Dpm-Last-Sequence").orElse(0);
            OptionalLong first = sequence(page, "Dpm-First-Sequence");
            for (int missing = lines - MOST_AT_ONCE; missing > 0 && first.isPresent(); missing -= MOST_AT_ONCE) {
                page = ask(0, first, Math.min(missing, MOST_AT_ONCE));
                pages.addFirst(page.body());
                first = page.body().isEmpty() ? OptionalLong.empty() : sequence(page, "Dpm-First-Sequence");
            }
            pages.forEach(text -> Print.text(link.surroundings().out(), text));
            return last;
        }

        /** @return the sequence after which the next look goes on */
        long after(long last) throws CommandFailed {
            Answer answer = ask(last, OptionalLong.empty(), MOST_AT_ONCE);
            Print.text(link.surroundings().out(), answer.body());
            return Math.max(last, sequence(answer, "Dpm-Last-Sequence").orElse(last));
        }

        private Answer ask(long after, OptionalLong before, int limit) throws CommandFailed {
            try {
                return client.get(query(after, before, limit), words.has("--json") ? JSON_LINES : DaemonClient.TEXT)
                        .orFail();
            } catch (NoAnswer e) {
                throw e.toFailure(daemon.identity().pid());
            }
        }

        private String query(long after, OptionalLong before, int limit) {
            return "events?after=" + after + (before.isPresent() ? "&before=" + before.getAsLong() : "") + "&limit="
                    + limit + "&zone=" + DaemonClient.encoded(Zone.id(link.surroundings().environment()))
                    + words.argument().map(name -> "&target=" + name).orElse("");
        }

        private static OptionalLong sequence(Answer answer, String header) {
            return answer.header(header).filter(text -> text.matches("[0-9]{1,18}")).map(Long::parseLong)
                    .map(OptionalLong::of).orElse(OptionalLong.empty());
        }
    }
}
