package dev.dpm.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.quarkus.test.Mock;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.StartRequest;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.incident.Incident;
import dev.dpm.pattern.Pattern;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.LatestView;
import dev.dpm.view.MachineView;
import dev.dpm.view.Operations;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;
import dev.dpm.view.ProcessView;
import dev.dpm.view.RunnerDetails;
import dev.dpm.view.RunnerView;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsageRange;
import dev.dpm.view.UsageSeries;

/** Fake operations: they show the views that a test has set, and record the commands that they get. */
@Mock
@Singleton
public class FakeOperations implements Operations {

    private volatile RunnerView runner;
    private volatile List<TargetView> targets;
    private volatile List<EventView> events;
    private final List<Incident> incidents = new CopyOnWriteArrayList<>();
    private final List<Pattern> patterns = new CopyOnWriteArrayList<>();
    private volatile List<String> output;
    private volatile CommandResult reply;
    private volatile boolean failing;
    private volatile CountDownLatch outputHeld;
    private volatile CountDownLatch commandsHeld;
    private final AtomicInteger copying = new AtomicInteger();
    private volatile UsageSeries usage;
    private volatile List<ProcessView> processes;
    private final AtomicLong turns = new AtomicLong();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    public FakeOperations() {
        reset();
    }

    /** Resets the state to a healthy runner without targets. */
    public final void reset() {
        runner = Views.runner();
        targets = List.of();
        events = List.of();
        incidents.clear();
        patterns.clear();
        output = List.of();
        usage = Views.usage();
        processes = List.of();
        turns.incrementAndGet();
        reply = CommandResult.of(Outcome.DONE, "Done.");
        failing = false;
        outputHeld = new CountDownLatch(0);
        commandsHeld = new CountDownLatch(0);
        asked.clear();
    }

    public void show(TargetView... shown) {
        targets = List.of(shown);
        turns.incrementAndGet();
    }

    public void show(RunnerView shown) {
        runner = shown;
        turns.incrementAndGet();
    }

    /** Sets the output lines of every target. */
    public void writes(List<String> lines) {
        output = List.copyOf(lines);
    }

    /** Makes each copy of a target's output wait until the returned latch is counted down. */
    public CountDownLatch holdOutput() {
        outputHeld = new CountDownLatch(1);
        return outputHeld;
    }

    /** The number of copies of output that wait at present. */
    public int copying() {
        return copying.get();
    }

    public void showEvents(EventView... shown) {
        events = List.of(shown);
        turns.incrementAndGet();
    }

    public void show(UsageSeries shown) {
        usage = shown;
    }

    public void showProcesses(ProcessView... shown) {
        processes = List.of(shown);
    }

    public void showOutput(String... lines) {
        output = List.of(lines);
    }

    public void answer(CommandResult next) {
        reply = next;
    }

    public void fail() {
        failing = true;
    }

    /** The commands that were given, in order: {@code stop web}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Makes commands wait after they are recorded, until the returned latch is counted down. */
    public CountDownLatch holdCommands() {
        commandsHeld = new CountDownLatch(1);
        return commandsHeld;
    }

    private CommandResult note(String command) {
        asked.add(command);
        try {
            commandsHeld.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return reply;
    }

    @Override
    public StatusView status() {
        if (failing) {
            throw new IllegalStateException("the snapshot cannot be read (a test asked for that)");
        }
        return new StatusView(runner, targets);
    }

    @Override
    public Optional<TargetView> target(String name) {
        return status().targets().stream().filter(target -> target.name().equals(name)).findFirst();
    }

    @Override
    public CommandResult start(StartRequest request) {
        return note("start " + request.command() + " " + request.environment());
    }

    @Override
    public Startup startup(String name, long incarnation) {
        return new Startup(Stage.FAILED, name + " " + incarnation + " ended with exit code 1\n");
    }

    @Override
    public CommandResult start(String name) {
        return note("start " + name);
    }

    @Override
    public CommandResult stop(String name) {
        return note("stop " + name);
    }

    @Override
    public CommandResult stopUnclaimed() {
        return note("stop unclaimed");
    }

    @Override
    public CommandResult shutdown(boolean keepTargets) {
        return note("shutdown " + keepTargets);
    }

    @Override
    public CommandResult restart(String name) {
        return note("restart " + name);
    }

    @Override
    public CommandResult remove(String name) {
        return note("remove " + name);
    }

    @Override
    public CommandResult testReceivers(String name) {
        return note("test receivers " + name);
    }

    @Override
    public dev.dpm.view.ReceiverTestView receiverTest() {
        return new dev.dpm.view.ReceiverTestView(true, true, List.of("oncall (command true): delivered in 3 ms"));
    }

    @Override
    public CommandResult reload(boolean isRolling) {
        return note(isRolling ? "reload rolling" : "reload");
    }

    @Override
    public long turns() {
        return turns.get();
    }

    @Override
    public RunnerDetails runner() {
        return Views.details(runner);
    }

    @Override
    public MachineView machine() {
        return Views.machine();
    }

    @Override
    public CommandResult change(String name, ChangeRequest asked) {
        return note("change " + name + " " + new TreeMap<>(asked.texts())
                + (asked.expected().isEmpty() ? "" : " expecting " + new TreeMap<>(asked.expected()))
                + " by " + asked.by());
    }

    @Override
    public CommandResult reload(String name) {
        return note("reload " + name);
    }

    @Override
    public CommandResult scale(String name, int instances) {
        return note("scale " + name + " " + instances);
    }

    @Override
    public CommandResult signal(String name, String signal) {
        return note("signal " + name + " " + signal);
    }

    @Override
    public CommandResult terminate(String name) {
        return note("terminate " + name);
    }

    @Override
    public CommandResult acknowledge(String name) {
        return note("acknowledge " + name);
    }

    @Override
    public Optional<UsageSeries> usage(String name, UsageRange range) {
        return target(name).map(target -> usage);
    }

    @Override
    public UsageSeries recent(String name) {
        return usage;
    }

    @Override
    public List<ProcessView> processes(String name) {
        return processes;
    }

    @Override
    public List<EventView> events(EventQuery query) {
        List<EventView> matching = events.stream()
                .filter(event -> event.sequence() > query.after() && event.sequence() < query.before())
                .filter(event -> query.target().isEmpty()
                        || event.target().orElse(EventQuery.RUNNER).equals(query.target().get()))
                .filter(event -> query.type().isEmpty() || event.type().equals(query.type().get())).toList();
        return matching.subList(Math.max(0, matching.size() - query.limit()), matching.size());
    }

    public void showIncidents(Incident... shown) {
        incidents.addAll(List.of(shown));
    }

    @Override
    public List<Incident.Summary> incidents(Optional<String> target, int limit) {
        return incidents.stream().map(Incident::summary)
                .filter(one -> target.isEmpty() || target.get().equals(one.target())).limit(limit).toList();
    }

    @Override
    public List<String> unwrittenIncidents() {
        return List.of();
    }

    @Override
    public Optional<Incident> incident(String word) {
        return incidents.stream()
                .filter(one -> word.equals("last") || one.id().equals(word) || one.target().equals(word)).findFirst();
    }

    public void showPatterns(Pattern... shown) {
        patterns.addAll(List.of(shown));
    }

    @Override
    public List<Pattern> patterns(String target, ZoneId zone) {
        return incidents.stream().anyMatch(one -> one.target().equals(target)) ? List.copyOf(patterns) : List.of();
    }

    @Override
    public LatestView latest() {
        Map<String, EventView> byTarget = new HashMap<>();
        events.forEach(event -> event.target().ifPresent(name -> byTarget.put(name, event)));
        return new LatestView(events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1)),
                byTarget);
    }

    @Override
    public OutputPage output(String name, OutputQuery query) {
        List<OutputPage.Line> lines = new ArrayList<>();
        long at = 0;
        for (String line : output) {
            lines.add(new OutputPage.Line(at, line, false));
            at += line.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        long end = at;
        List<OutputPage.Line> matching = lines.stream()
                .filter(line -> query.text().isEmpty() || line.text().contains(query.text().get()))
                .filter(line -> query.direction() != OutputQuery.Direction.FROM || line.at() >= query.place())
                .filter(line -> query.direction() != OutputQuery.Direction.BEFORE || line.at() < query.place())
                .toList();
        boolean onwards = query.direction() == OutputQuery.Direction.FROM;
        int count = Math.min(query.lines(), matching.size());
        List<OutputPage.Line> shown = onwards
                ? matching.subList(0, count)
                : matching.subList(matching.size() - count, matching.size());
        return new OutputPage(0, end, shown.isEmpty() ? 0 : shown.get(0).at(), end, shown, true, true);
    }

    @Override
    public Object outputState(String name) {
        return output;
    }

    @Override
    public void copyOutput(String name, OutputStream to) throws IOException {
        copying.incrementAndGet();
        try {
            outputHeld.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        copying.decrementAndGet();
        for (String line : output) {
            to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public List<String> outputTail(String name, int lines) {
        return output.subList(Math.max(0, output.size() - lines), output.size());
    }
}
