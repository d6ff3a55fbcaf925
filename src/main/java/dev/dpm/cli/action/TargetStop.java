package dev.dpm.cli.action;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Pause;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.call.Progress;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.call.Unwritten;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.StartResult;
import dev.dpm.process.Phase;

/** Stops targets of a daemon and waits until they have ended. */
public record TargetStop(RunnerLink link, DaemonRecord daemon, Unwritten unwritten) {

    /** The first pause between two requests for the targets' states. Each further pause is twice as long as the one before. */
    private static final Duration FIRST_POLL = Duration.ofMillis(4);
    private static final Duration LONGEST_POLL = Duration.ofMillis(50);
    private static final int NOT_FOUND = 404;
    private static final long NONE = -1;

    public TargetStop(RunnerLink link, DaemonRecord daemon) {
        this(link, daemon, new Unwritten(link.surroundings()));
    }

    /**
     * Stops several targets and waits for their end. All targets are told to stop before the first wait, so that they end in
     * parallel.
     * @return the exit code
     */
    public int stop(WrittenCommand words, List<String> names) throws CommandFailed {
        DaemonClient client = link.requireClient(daemon);
        Set<String> alive = new HashSet<>();
        Set<String> dependents = new LinkedHashSet<>();
        for (String name : names) {
            HttpAnswer target = Names.known(ask(client, name), name, link.home());
            if (!isAtRest(target)) {
                alive.add(name);
                dependents.addAll(dependents(target));
            }
        }
        names.forEach(dependents::remove);
        alive.addAll(dependents);
        Confirmation.askToStop(words, link.surroundings(), names, List.copyOf(dependents), "?");
        Map<String, Long> before = new HashMap<>();
        Map<String, HttpAnswer> answers = new LinkedHashMap<>();
        for (String name : Stream.concat(dependents.stream(), names.stream()).toList()) {
            before.put(name, incarnation(ask(client, name)));
            answers.put(name, Actions.call(daemon, client, Actions.Call.post("targets/" + name + "/stop")));
        }
        List<String> failed = new ArrayList<>();
        for (Map.Entry<String, HttpAnswer> asked : answers.entrySet()) {
            String name = asked.getKey();
            await(client, name, before.get(name))
                    .ifPresentOrElse(failed::add, () -> tell(name, alive.contains(name), asked.getValue()));
        }
        if (!failed.isEmpty()) {
            throw new CommandFailed(ExitCodes.FAILED, String.join("\n", failed));
        }
        return ExitCodes.DONE;
    }

    /** The running targets that depend on this target. They are stopped with it. */
    public List<String> dependents(String name) throws CommandFailed {
        HttpAnswer target = ask(link.requireClient(daemon), name);
        return isAtRest(target) ? List.of() : dependents(target);
    }

    private static List<String> dependents(HttpAnswer target) {
        return target.header("Dpm-Dependents").filter(text -> !text.isEmpty())
                .map(text -> List.of(text.split(","))).orElse(List.of());
    }

    /**
     * Waits until a target has ended.
     * @param before the number of the target's newest launch before the stop
     * @return why the target could not be stopped; empty: it is stopped
     */
    private Optional<String> await(DaemonClient client, String name, long before) throws CommandFailed {
        HttpAnswer target = ask(client, name);
        try (Progress progress = new Progress(link.surroundings(), "stopping " + name)) {
            Duration pause = FIRST_POLL;
            while (!isAtRest(target)) {
                if (isAnew(target, before)) {
                    return Optional.of(name + " was started again by another order: it is "
                            + state(target).map(Phase::name).orElse("not stopped"));
                }
                progress.tick();
                if (!Pause.of(pause)) {
                    throw new CommandFailed(ExitCodes.FAILED, "interrupted while " + name + " was stopping");
                }
                pause = longer(pause);
                target = ask(client, name);
            }
        }
        unwritten.tell(target);
        if (state(target).equals(Optional.of(Phase.FATAL))) {
            return Optional.of(name + " could not be stopped: " + reason(target));
        }
        return Optional.empty();
    }

    private void tell(String name, boolean wasAlive, HttpAnswer answer) {
        if (wasAlive && isUnderWay(answer, name)) {
            link.surroundings().out().println(name + " is stopped");
        } else {
            Print.text(link.surroundings(), answer.body());
        }
    }

    public static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_POLL) < 0 ? twice : LONGEST_POLL;
    }

    private static boolean isUnderWay(HttpAnswer answer, String name) {
        Map<String, Long> ordered = StartResult.parse(answer.header("Dpm-Started").orElse(""));
        return ordered.getOrDefault(name, NONE) == 0;
    }

    /** Whether a target does not run and will not be started. This includes a target that the runner no longer knows. */
    private static boolean isAtRest(HttpAnswer target) throws CommandFailed {
        return target.status() == NOT_FOUND || state(target.orFail()).filter(Phase::isAtRest).isPresent();
    }

    private static boolean isAnew(HttpAnswer target, long before) {
        return incarnation(target) > before
                && state(target).filter(phase -> phase == Phase.STARTING || phase == Phase.RUNNING).isPresent();
    }

    /** The number of the target's newest launch; 0: the number is unknown. */
    private static long incarnation(HttpAnswer target) {
        return target.header("Dpm-Incarnation").map(Long::parseLong).orElse(0L);
    }

    private static Optional<Phase> state(HttpAnswer target) {
        return target.header("Dpm-State").flatMap(Phase::of);
    }

    private static String reason(HttpAnswer target) {
        return target.header("Dpm-Reason").map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8))
                .orElse("it is FATAL");
    }

    private HttpAnswer ask(DaemonClient client, String name) throws CommandFailed {
        try {
            return client.get("targets/" + name, DaemonClient.TEXT);
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity());
        }
    }
}
