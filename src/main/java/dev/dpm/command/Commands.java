package dev.dpm.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.dpm.command.RequestParameters.Form;
import dev.dpm.config.Instances;
import dev.dpm.config.StartRequest;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Started;
import dev.dpm.event.Component;
import dev.dpm.incident.Incident;
import dev.dpm.incident.IncidentText;
import dev.dpm.view.Dependents;
import dev.dpm.view.EventQuery;
import dev.dpm.view.Operations;
import dev.dpm.view.Operations.Startup;
import dev.dpm.view.ReadersClock;
import dev.dpm.view.ReceiverTestView;
import dev.dpm.view.StatusText;
import dev.dpm.view.StatusView;
import dev.dpm.view.Style;
import dev.dpm.view.TargetPageText;
import dev.dpm.view.TargetText;
import dev.dpm.view.TargetView;
import dev.dpm.view.Terminals;
import dev.dpm.view.UnclaimedView;

/** Carries out the commands of clients. If a command is impossible, a {@link Refusal} is thrown. */
public final class Commands {

    /** The number of output lines on the page of text about a target. */
    private static final int LAST_LINES = 10;

    private final Operations operations;
    private final Terminals terminals;
    private final Supplier<Json> json;
    private final HeapGuard heap = new HeapGuard();

    /**
     * Makes the object that carries out commands.
     * @param json returns the JSON writer; called when JSON is first needed
     */
    public Commands(Operations operations, Terminals terminals, Supplier<Json> json) {
        this.operations = operations;
        this.terminals = terminals;
        this.json = json;
    }

    /**
     * The answer with the status of all targets, or of those in the parameter {@code name}. The header {@code Dpm-Exit-Code}
     * contains the exit code of the command {@code status}.
     */
    public CommandAnswer status(RequestParameters parameters) {
        Style style = Screen.style(parameters, terminals);
        ReadersClock clock = Screen.clock(parameters);
        return heap.forLines(operations.size(), () -> status(parameters, style, clock));
    }

    private CommandAnswer status(RequestParameters parameters, Style style, ReadersClock clock) {
        StatusView view = about(parameters.all("name"), operations.status());
        return (parameters.form() == Form.JSON
                ? heap.forWhole(view.targets().size(), () -> json(view.masked()))
                : CommandAnswer.text(StatusText.render(view.masked(), style, clock)))
                .with("Dpm-Exit-Code", view.isAllWell() ? 0 : 1);
    }

    /** The answer with everything that the runner reports about each target, as JSON. */
    public CommandAnswer targets() {
        List<TargetView> targets = operations.status().targets();
        return heap.forWhole(targets.size(), () -> json(targets.stream().map(TargetView::masked).toList()));
    }

    private static StatusView about(List<String> names, StatusView all) {
        Set<String> wanted = new LinkedHashSet<>(names);
        wanted.remove("");
        if (wanted.isEmpty()) {
            return all;
        }
        Map<String, TargetView> known = new TreeMap<>();
        all.targets().forEach(target -> known.put(target.name(), target));
        wanted.stream().filter(name -> !known.containsKey(name)).findFirst().ifPresent(name -> {
            throw Refusal.unknown(name);
        });
        return new StatusView(all.runner(), wanted.stream().map(known::get).toList());
    }

    /**
     * The answer about one target. The headers {@code Dpm-State}, {@code Dpm-Incarnation} and {@code Dpm-Reason} describe the
     * target; {@code Dpm-Dependents} and {@code Dpm-Dependencies} contain names of targets. The header {@code Dpm-Unwritten}
     * says why the runner's state cannot be written to disk, percent-encoded.
     */
    public CommandAnswer target(String name, RequestParameters parameters) {
        TargetView view = known(name).masked();
        StatusView all = operations.status();
        return (parameters.form() == Form.JSON ? json(view) : CommandAnswer.text(TargetText.render(view, Style.PLAIN)))
                .with("Dpm-State", view.state().name())
                .with("Dpm-Incarnation", view.incarnation())
                .with("Dpm-Reason", URLEncoder.encode(TargetText.reason(view), StandardCharsets.UTF_8))
                .with("Dpm-Dependents", String.join(",", Dependents.of(name, all)))
                .with("Dpm-Dependencies", String.join(",", Dependents.dependencies(name, all)))
                .with("Dpm-Unwritten", unwritten());
    }

    /** The answer with a page of text about one target, its processes and the last lines of its output. */
    public CommandAnswer page(String name, RequestParameters parameters) {
        TargetView view = known(name).masked();
        Style style = Screen.style(parameters, terminals);
        ReadersClock clock = Screen.clock(parameters);
        String text = TargetPageText.render(view, operations.status().runner().faults(), operations.processes(name),
                view.story().nextRunAt().isPresent() ? operations.runs(name) : List.of(),
                operations.outputTail(name, LAST_LINES), style, clock);
        return CommandAnswer.text(text).with("Dpm-Exit-Code", StatusView.isWell(view) ? 0 : 1);
    }

    /**
     * The answer about the progress of a launch. The header {@code Dpm-Stage} contains the stage; {@code Dpm-Unwritten} says
     * why the runner's state cannot be written to disk, percent-encoded.
     */
    public CommandAnswer startup(String name, RequestParameters parameters) {
        TargetView view = known(name);
        Startup startup = operations.startup(name,
                Query.number("incarnation", parameters.first("incarnation"), view.incarnation(), 0, Long.MAX_VALUE));
        return CommandAnswer.text(startup.text()).with("Dpm-Stage", startup.stage().name())
                .with("Dpm-Unwritten", unwritten());
    }

    public CommandAnswer start(String form, RequestParameters parameters) {
        try {
            return start(StartRequest.decode(form), parameters);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("The start request could not be read: " + e.getMessage() + ".", e);
        }
    }

    public CommandAnswer start(StartRequest request, RequestParameters parameters) {
        return reply(operations.start(request), parameters);
    }

    /** Starts a known target with its stored settings. */
    public CommandAnswer startAgain(String name, RequestParameters parameters) {
        return reply(operations.start(name), parameters);
    }

    public CommandAnswer stop(String name, RequestParameters parameters) {
        return reply(operations.stop(name), parameters);
    }

    public CommandAnswer restart(String name, RequestParameters parameters) {
        return reply(operations.restart(name), parameters);
    }

    public CommandAnswer acknowledge(String name, RequestParameters parameters) {
        return reply(operations.acknowledge(name), parameters);
    }

    public CommandAnswer remove(String name, RequestParameters parameters) {
        return reply(operations.remove(name), parameters);
    }

    /**
     * Rereads configuration files. With {@code rolling=true}, targets that must restart keep their old settings for now; the
     * header {@code Dpm-Pending} names them.
     */
    public CommandAnswer reload(RequestParameters parameters) {
        CommandResult reply = operations.reload(Query.flag("rolling", parameters.first("rolling")));
        return reply(reply, parameters).with("Dpm-Pending", String.join(",", reply.pending()));
    }

    /**
     * Changes the number of a target's instances. The parameters are {@code target} and {@code instances}, 1 to {@link
     * Instances#MOST}.
     */
    public CommandAnswer scale(RequestParameters parameters) {
        int count = (int) Query.number("instances", parameters.first("instances"), 0, 1, Instances.MOST);
        return reply(operations.scale(parameters.word("target").orElse(""), count), parameters);
    }

    public CommandAnswer reload(String name, RequestParameters parameters) {
        return reply(operations.reload(name), parameters);
    }

    /** Sends the signal in the parameter {@code signal} to a target. */
    public CommandAnswer signal(String name, RequestParameters parameters) {
        return reply(operations.signal(name, parameters.word("signal").orElse("")), parameters);
    }

    /** Ends the process of an attached target, which another program started. */
    public CommandAnswer terminate(String name, RequestParameters parameters) {
        return reply(operations.terminate(name), parameters);
    }

    /** Sends a test notice to all receivers, or to the one in the parameter {@code receiver}. */
    public CommandAnswer testReceivers(RequestParameters parameters) {
        return reply(operations.testReceivers(parameters.word("receiver").orElse("")), parameters);
    }

    /**
     * The answer with the results of the latest test of receivers. The header {@code Dpm-Done} says whether the test is
     * complete; {@code Dpm-Exit-Code} contains the exit code of the command {@code notify test}.
     */
    public CommandAnswer receiverTest(RequestParameters parameters) {
        ReceiverTestView test = operations.receiverTest();
        return (parameters.form() == Form.JSON
                ? json(test)
                : CommandAnswer.text(test.lines().stream().map(line -> line + "\n").collect(Collectors.joining())))
                .with("Dpm-Done", test.done()).with("Dpm-Exit-Code", test.delivered() ? 0 : 1);
    }

    /** Stops every target and ends the runner. With {@code keep_targets=true}, only the runner ends. */
    public CommandAnswer shutdown(RequestParameters parameters) {
        return reply(operations.shutdown(Query.flag("keep_targets", parameters.first("keep_targets"))), parameters);
    }

    /** Ends the processes that some target has started, but that cannot be assigned to a target. */
    public CommandAnswer stopUnclaimed(RequestParameters parameters) {
        return reply(operations.stopUnclaimed(), parameters);
    }

    /** The answer with the processes that some target has started, but that cannot be assigned to a target. */
    public CommandAnswer unclaimed(RequestParameters parameters) {
        List<UnclaimedView> unclaimed = operations.status().runner().unclaimed();
        return parameters.form() == Form.JSON
                ? json(unclaimed)
                : CommandAnswer.text(unclaimed.stream().map(one -> one.line() + "\n").collect(Collectors.joining()));
    }

    /** The answer with the newest events of the journal, oldest first. {@link EventAnswers} renders the events. */
    public CommandAnswer events(RequestParameters parameters) {
        int most = (int) Query.number("limit", parameters.first("limit"), 100, 1, EventQuery.MOST_EVENTS);
        return heap.forEvents(most, () -> new EventAnswers(operations::events, json).answer(parameters));
    }

    /**
     * The answer with an incident and its evidence.
     * @param word an incident's id, {@code last}, or the name of a target
     */
    public CommandAnswer incident(String word, RequestParameters parameters) {
        ZoneId readersZone = Query.zone(parameters.first("zone"));
        Incident incident = operations.incident(word).orElseThrow(
                () -> Refusal.of(404, "there is no incident " + word + "; /api/v1/incidents lists them"));
        return parameters.form() == Form.JSON
                ? json(incident)
                : CommandAnswer.text(IncidentText.of(incident, readersZone));
    }

    /** The answer with the incidents that could not be written to disk. An empty line separates two incidents. */
    public CommandAnswer unwrittenIncidents() {
        return CommandAnswer.text(String.join("\n", operations.unwrittenIncidents()));
    }

    /** Turns the result of a command into an answer. The header {@code Dpm-Started} lists the launches. */
    public CommandAnswer reply(CommandResult reply, RequestParameters parameters) {
        switch (reply.outcome()) {
            case DONE, ALREADY -> {
            }
            case REFUSED -> throw Refusal.of(409, reply.sentence());
            case INVALID -> throw Refusal.of(400, reply.sentence());
            case UNKNOWN -> throw Refusal.of(404, reply.sentence());
        }
        return (parameters.form() == Form.JSON ? json(reply) : CommandAnswer.text(reply.sentence() + "\n"))
                .with("Dpm-Started", started(reply.started())).with("Dpm-Unwritten", unwritten());
    }

    private String unwritten() {
        String about = Component.STATE.word() + ": ";
        return URLEncoder.encode(operations.faults().stream().filter(fault -> fault.startsWith(about))
                .map(fault -> fault.substring(about.length())).collect(Collectors.joining("\n")),
                StandardCharsets.UTF_8);
    }

    private static String started(List<Started> started) {
        return started.stream().map(target -> target.name() + "=" + target.incarnation())
                .collect(Collectors.joining(","));
    }

    private TargetView known(String name) {
        return operations.target(name).orElseThrow(() -> Refusal.unknown(name));
    }

    private CommandAnswer json(Object view) {
        return CommandAnswer.json(json.get().pretty(view));
    }
}
