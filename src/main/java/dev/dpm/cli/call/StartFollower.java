package dev.dpm.cli.call;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.daemon.DaemonRecord;

/** Waits for the launches and removals of targets that a command requested, and prints the results. */
public final class StartFollower {

    /** How long the daemon may leave requests about a launch unanswered. */
    private static final Duration SILENCE_ALLOWED = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);

    private static final int NOT_FOUND = 404;
    private static final String HINT = "  by default; ";

    private final Set<String> shown = new HashSet<>();

    private final CommandContext surroundings;
    private final DaemonRecord daemon;
    private final DaemonClient client;
    private final Unwritten unwritten;

    public StartFollower(CommandContext surroundings, DaemonRecord daemon, DaemonClient client) {
        this.surroundings = surroundings;
        this.daemon = daemon;
        this.client = client;
        this.unwritten = new Unwritten(surroundings);
    }

    /**
     * Waits for launches and removals.
     * @param incarnations the launch number of each target, by name; 0: the target is being removed
     * @return the exit code; 0: all succeeded
     */
    public int follow(Map<String, Long> incarnations) throws CommandFailed {
        int worst = ExitCodes.DONE;
        for (Map.Entry<String, Long> started : incarnations.entrySet()) {
            worst = Math.max(worst, follow(started.getKey(), started.getValue()));
        }
        return worst;
    }

    private int follow(String name, long incarnation) throws CommandFailed {
        return incarnation == 0 ? followEnd(name) : followStart(name, incarnation);
    }

    /**
     * Waits until a target that is being removed has ended, or was launched again by another command.
     * @return the exit code
     */
    private int followEnd(String name) throws CommandFailed {
        EndOfTarget end = new EndOfTarget(name);
        try (Progress progress = new Progress(surroundings, "stopping " + name)) {
            while (true) {
                HttpAnswer answer = ask("targets/" + DaemonClient.encoded(name));
                if (answer.status() == NOT_FOUND) {
                    break;
                }
                Optional<String> other = end.launchedAnew(answer.header("Dpm-Incarnation").orElse(""),
                        answer.header("Dpm-State").orElse(""));
                if (other.isPresent()) {
                    progress.close();
                    Print.error(surroundings, other.get());
                    return ExitCodes.FAILED;
                }
                progress.tick();
                if (!Pause.of(POLL)) {
                    throw new CommandFailed(ExitCodes.FAILED, "interrupted while " + name + " was stopping");
                }
            }
        }
        surroundings.out().println(name + " is stopped");
        return ExitCodes.DONE;
    }

    private int followStart(String name, long incarnation) throws CommandFailed {
        try (Progress progress = new Progress(surroundings, "starting " + name)) {
            while (true) {
                HttpAnswer answer = startup(name, incarnation);
                if (answer.status() == NOT_FOUND) {
                    progress.close();
                    Print.error(surroundings, name + " was removed by another order before it came to RUNNING");
                    return ExitCodes.FAILED;
                }
                answer.orFail();
                String stage = answer.header("Dpm-Stage").orElse("FAILED");
                if (stage.equals("PENDING")) {
                    progress.tick();
                    if (!Pause.of(POLL)) {
                        throw new CommandFailed(ExitCodes.FAILED, "interrupted while " + name + " was starting");
                    }
                    continue;
                }
                progress.close();
                boolean isWell = stage.equals("RUNNING") || stage.equals("DONE");
                if (isWell) {
                    Print.text(surroundings, withoutHintsOf(answer.body()));
                } else {
                    Print.error(surroundings, answer.body());
                }
                unwritten.tell(answer);
                return isWell ? ExitCodes.DONE : ExitCodes.FAILED;
            }
        }
    }

    /** The message without the hints that were printed before. A hint is a line that begins with two blanks. */
    private String withoutHintsOf(String body) {
        return body.lines().filter(line -> !line.startsWith(HINT) || shown.add(line)).collect(Collectors.joining("\n"));
    }

    private HttpAnswer startup(String name, long incarnation) throws CommandFailed {
        return ask("targets/" + DaemonClient.encoded(name) + "/startup?incarnation=" + incarnation);
    }

    private HttpAnswer ask(String path) throws CommandFailed {
        long deadline = System.nanoTime() + SILENCE_ALLOWED.toNanos();
        while (true) {
            try {
                return client.get(path, DaemonClient.TEXT);
            } catch (NoAnswer e) {
                if (System.nanoTime() > deadline || !daemon.isAlive()) {
                    throw e.toFailure(daemon.identity());
                }
                Pause.shortly();
            }
        }
    }
}
