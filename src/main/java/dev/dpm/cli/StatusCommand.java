package dev.dpm.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Pause;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.call.ScreenQuery;
import dev.dpm.cli.call.ScreenQuery.Zone;
import dev.dpm.cli.call.Unsupervised;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.Numbers;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.LastKnown;
import dev.dpm.daemon.ProcFs;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code status}: prints the state of the daemon and its targets, once or repeatedly. */
final class StatusCommand implements Command {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final String CLEAR = "\u001b[H\u001b[2J";

    @Override
    public CommandSpec spec() {
        return new Grammar("status", "[NAME...] [-l LABELS] [--json] [--watch[=SECONDS]]",
                "Shows the runner and its targets, as many columns as the terminal holds; with one NAME that target on a "
                        + "page of its own. Exit code 0: all well; 1: something FATAL, given up, in breach, in BACKOFF or "
                        + "EXITED after a failure; 3: no runner; 4: it does not answer.")
                .flag("one JSON object", "--json")
                .value("SECONDS",
                        "shows it again every so many seconds (default: " + WrittenCommand.WATCH_SECONDS
                                + "), until Ctrl-C; "
                                + "where the terminal has too few lines, what is well is folded",
                        "--watch")
                .names(Names.DOC).example("status", "status web --json", "status 'web-*'", "status @shop");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        RunnerLink link = RunnerLink.of(surroundings);
        Optional<String> interval = words.given("--watch");
        if (interval.isEmpty()) {
            return show(words, link, "");
        }
        Duration pause = Numbers.seconds("--watch", interval.get());
        int exitCode = show(words, link, surroundings.outIsTerminal() ? CLEAR : "");
        while (exitCode != ExitCodes.NO_DAEMON && !surroundings.out().checkError() && Pause.of(pause)) {
            exitCode = show(words, link, surroundings.outIsTerminal() ? CLEAR : "");
        }
        return exitCode;
    }

    private static int show(WrittenCommand words, RunnerLink link, String before) throws CommandFailed {
        List<String> names = Names.of(words, link.home());
        Optional<DaemonRecord> daemon = link.find();
        if (daemon.isEmpty()) {
            return withoutDaemon(words, names, link);
        }
        try {
            HttpAnswer answer = ask(words, names, link.client(daemon.get()), link.surroundings());
            if (names.size() == 1) {
                Names.known(answer, names.get(0), link.home());
            }
            answer.orFail();
            link.surroundings().out().print(before);
            Print.text(link.surroundings(), answer.body());
            nameOtherVersion(daemon.get(), link.surroundings());
            return Numbers.exitCode(answer.header("Dpm-Exit-Code").orElse("0"));
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.get().identity());
        }
    }

    private static void nameOtherVersion(DaemonRecord daemon, CommandContext surroundings) {
        String version = surroundings.program().version();
        if (!daemon.version().equals(version)) {
            surroundings.err().println("WARNING the runner is version " + daemon.version() + ", this command is "
                    + version + ": `stop --keep_targets` and `start` put this version in its place");
        }
    }

    private static HttpAnswer ask(WrittenCommand words, List<String> names, DaemonClient client,
            CommandContext surroundings)
            throws NoAnswer {
        if (words.has("--json")) {
            return client.get("status" + (names.isEmpty() ? "" : "?" + named(names)), DaemonClient.JSON);
        }
        String screen = ScreenQuery.query(surroundings, words.given("--watch").isPresent());
        HttpAnswer inZone = ask(names, screen + "&zone=" + DaemonClient.encoded(Zone.id(surroundings.environment())),
                client);
        // status 400: the runner does not know the time zone; without a zone, it answers with times in UTC
        return inZone.status() == BAD_REQUEST ? ask(names, screen, client) : inZone;
    }

    private static HttpAnswer ask(List<String> names, String screen, DaemonClient client) throws NoAnswer {
        if (names.size() == 1) {
            HttpAnswer page = client.get("targets/" + names.get(0) + "/page?" + screen, DaemonClient.TEXT);
            if (page.status() != NOT_FOUND) {
                return page;
            }
            // status 404: there is no target of this name, or the runner is an older version without this page
        }
        return client.get("status?" + named(names) + (names.isEmpty() ? "" : "&") + screen, DaemonClient.TEXT);
    }

    /** The targets' names as parameters of a query. Names contain no character that a URL must escape. */
    private static String named(List<String> names) {
        return names.stream().map(name -> "name=" + name).collect(Collectors.joining("&"));
    }

    private static int withoutDaemon(WrittenCommand words, List<String> names, RunnerLink link) throws CommandFailed {
        LastKnown known = Names.lastKnown(link.home());
        List<KnownTarget> alive = known.alive(link.home(), ProcFs.system()).stream()
                .filter(target -> names.isEmpty() || names.contains(target.name())).toList();
        for (String name : names) {
            if (alive.stream().noneMatch(target -> target.name().equals(name)) && known.find(name).isEmpty()) {
                throw Names.unknown(name, link.home());
            }
        }
        Print.text(link.surroundings(),
                words.has("--json") ? Unsupervised.json(alive) : Unsupervised.text(alive, link.home()));
        return ExitCodes.NO_DAEMON;
    }
}
