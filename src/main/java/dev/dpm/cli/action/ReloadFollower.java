package dev.dpm.cli.action;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Pause;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.call.Progress;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.daemon.DaemonRecord;

/** Makes targets reread their own configuration, and waits for the end of each target's {@code reload_command}. */
public record ReloadFollower(CommandContext surroundings, DaemonRecord daemon, DaemonClient client) {

    private static final Duration POLL = Duration.ofMillis(50);
    /**
     * The longest wait for the end of a {@code reload_command}. Usually, the runner ends one earlier, after {@code
     * start_timeout}.
     */
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String RUNNING = "running the reload_command";
    private static final String WORDS = "its reload_command ";
    private static final String PASSED = WORDS + "ended with exit code 0";
    private static final String SEQUENCE = "Dpm-Last-Sequence";

    public int reload(List<String> names) throws CommandFailed {
        int worst = ExitCodes.DONE;
        Map<String, String> running = new LinkedHashMap<>();
        for (String name : names) {
            String before = ask("events?limit=1&target=" + name).header(SEQUENCE).orElse("0");
            HttpAnswer answer = Actions.ask(daemon, client, Actions.Call.post("targets/" + name + "/reload"));
            if (names.size() == 1) {
                Names.known(answer, name, surroundings.home());
            }
            if (answer.isDone()) {
                Print.text(surroundings, answer.body());
                if (answer.body().startsWith(RUNNING)) {
                    running.put(name, before);
                }
            } else {
                Print.error(surroundings, Grammar.PROGRAM + ": " + answer.body());
                worst = Math.max(worst, ExitCodes.ofHttp(answer.status()));
            }
        }
        for (Map.Entry<String, String> one : running.entrySet()) {
            worst = Math.max(worst, follow(one.getKey(), one.getValue()));
        }
        return worst;
    }

    private int follow(String name, String before) throws CommandFailed {
        String query = "events?type=HookEnded&limit=100&target=" + name + "&after=" + before;
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try (Progress progress = new Progress(surroundings, "reloading " + name)) {
            while (true) {
                // the target's state is requested before the events: if the target ends between the two requests, the next
                // round finds the event
                boolean lives = lives(name);
                Optional<String> end = ask(query).body().lines().filter(line -> line.contains(WORDS)).findFirst();
                progress.tick();
                if (end.isPresent()) {
                    progress.close();
                    return told(name, end.get());
                }
                if (!lives) {
                    throw new CommandFailed(ExitCodes.FAILED, name + " ended before its reload_command did");
                }
                if (System.nanoTime() > deadline || !Pause.of(POLL)) {
                    throw new CommandFailed(ExitCodes.FAILED, "the reload_command of " + name + " still runs; `events "
                            + name + "` will say how it ended");
                }
            }
        }
    }

    private int told(String name, String line) {
        String sentence = name + ": " + line.substring(line.indexOf(WORDS));
        boolean isPassed = line.contains(PASSED);
        if (isPassed) {
            Print.text(surroundings, sentence);
        } else {
            Print.error(surroundings, Grammar.PROGRAM + ": " + sentence);
        }
        return isPassed ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private boolean lives(String name) throws CommandFailed {
        String state = ask("targets/" + name).header("Dpm-State").orElse("");
        return state.equals("RUNNING") || state.equals("STARTING");
    }

    private HttpAnswer ask(String path) throws CommandFailed {
        try {
            return client.get(path, DaemonClient.TEXT);
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity());
        }
    }
}
