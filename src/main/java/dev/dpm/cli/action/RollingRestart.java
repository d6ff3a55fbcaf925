package dev.dpm.cli.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.call.StartFollower;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Numbers;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.StartResult;
import dev.dpm.process.Phase;

/**
 * Restarts targets a few at a time, dependencies first. The next targets follow only when the previous ones are RUNNING, so a
 * faulty program stops only a few targets.
 * @param most the largest number of targets that are down at the same time
 * @param as words about the targets that were not restarted, such as "with their old settings"
 */
public record RollingRestart(CommandContext surroundings, DaemonRecord daemon, DaemonClient client, int most,
        String as) {

    public static final String FLAG = "--rolling";
    public static final String[] MOST = {"--max_unavailable", "--max-unavailable"};
    public static final int HIGHEST = 1000;
    /** The HTTP status of the daemon's answer to a command that it refuses. */
    private static final int REFUSED = 409;

    /**
     * Adds the options of a rolling restart to a command.
     * @param what the things that the command restarts, for the help text
     */
    public static Grammar in(Grammar grammar, String what) {
        return grammar.flag(what, FLAG)
                .value("N", "with " + FLAG + ": so many at the same time (default: 1)", MOST);
    }

    /**
     * The value of the option for the largest number of targets that may be down at the same time.
     * @throws CommandFailed if the value is not valid
     */
    public static int most(WrittenCommand words, String command) throws CommandFailed {
        Optional<String> most = words.given(MOST[0]);
        if (most.isPresent() && !words.has(FLAG)) {
            throw new CommandFailed(ExitCodes.USAGE, command + ": " + MOST[0] + " is allowed together with " + FLAG);
        }
        return Numbers.count(MOST[0], most.orElse("1"), HIGHEST);
    }

    public int restartInOrder(List<String> names) throws CommandFailed {
        List<RollingOrder.Candidate> candidates = new ArrayList<>();
        for (String name : names) {
            candidates.add(candidate(name));
        }
        return restart(RollingOrder.sorted(candidates));
    }

    private RollingOrder.Candidate candidate(String name) throws CommandFailed {
        try {
            HttpAnswer answer = client.get("targets/" + DaemonClient.encoded(name), DaemonClient.TEXT);
            return new RollingOrder.Candidate(name,
                    answer.header("Dpm-State").filter(Phase.RUNNING.name()::equals).isPresent(),
                    Set.of(answer.header("Dpm-Dependencies").orElse("").split(",")));
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity());
        }
    }

    /**
     * Restarts the targets in this order. A target whose restart the daemon refuses stays as it is.
     * @return 0: all targets were restarted; 1: some restarts were refused
     */
    public int restart(List<String> names) throws CommandFailed {
        StartFollower follower = new StartFollower(surroundings, daemon, client);
        int worst = ExitCodes.DONE;
        for (int from = 0; from < names.size(); from += most) {
            int to = Math.min(names.size(), from + most);
            List<String> left = names.subList(to, names.size());
            Ordered ordered = order(names.subList(from, to), left);
            worst = Math.max(worst, ordered.exitCode());
            for (Map.Entry<String, Long> one : ordered.started().entrySet()) {
                int exitCode = follower.follow(Map.of(one.getKey(), one.getValue()));
                if (exitCode != ExitCodes.DONE) {
                    throw stopped(one.getKey() + " did not come up", left);
                }
            }
        }
        return worst;
    }

    /**
     * The daemon's answers to several restart requests.
     * @param started the launch number of each restarted target
     * @param exitCode 0: no request was refused
     */
    private record Ordered(Map<String, Long> started, int exitCode) {
    }

    private Ordered order(List<String> names, List<String> left) throws CommandFailed {
        Map<String, Long> started = new LinkedHashMap<>();
        int worst = ExitCodes.DONE;
        for (String name : names) {
            HttpAnswer answer = Actions.ask(daemon, client, Actions.Call.post("targets/" + name + "/restart"));
            if (answer.status() == REFUSED) {
                Print.error(surroundings, Grammar.PROGRAM + ": " + answer.body());
                worst = ExitCodes.FAILED;
            } else if (answer.isDone()) {
                Print.text(surroundings, answer.body());
                started.putAll(StartResult.parse(answer.header("Dpm-Started").orElse("")));
            } else {
                throw stopped(answer.body().strip(), left);
            }
        }
        return new Ordered(started, worst);
    }

    /** The failure that ends a rolling restart early. Its sentence names the targets that were not restarted. */
    public CommandFailed stopped(String why, List<String> left) {
        return new CommandFailed(ExitCodes.FAILED, "the rolling restart has stopped: " + why
                + (left.isEmpty() ? "" : "; not restarted" + as + ": " + String.join(", ", left)));
    }
}
