package dev.dpm.testing;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.inject.Singleton;

import io.quarkus.test.Mock;

import dev.dpm.config.StartRequest;
import dev.dpm.view.EventView;
import dev.dpm.view.Operations;
import dev.dpm.view.RunnerView;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;

/** Shows what a test put in, and remembers what it was asked. */
@Mock
@Singleton
public class FakeOperations implements Operations {

    private volatile RunnerView runner;
    private volatile List<TargetView> targets;
    private volatile List<EventView> events;
    private volatile List<String> output;
    private volatile Reply reply;
    private volatile boolean failing;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    public FakeOperations() {
        reset();
    }

    /** Back to a runner that is well, without targets. */
    public final void reset() {
        runner = Views.runner();
        targets = List.of();
        events = List.of();
        output = List.of();
        reply = Reply.of(Outcome.DONE, "Done.");
        failing = false;
        asked.clear();
    }

    public void show(TargetView... shown) {
        targets = List.of(shown);
    }

    public void show(RunnerView shown) {
        runner = shown;
    }

    public void showEvents(EventView... shown) {
        events = List.of(shown);
    }

    public void showOutput(String... lines) {
        output = List.of(lines);
    }

    public void answer(Reply next) {
        reply = next;
    }

    public void fail() {
        failing = true;
    }

    /** What was asked, in order: {@code stop web}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private Reply note(String command) {
        asked.add(command);
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
    public Reply start(StartRequest request) {
        return note("start " + request.command() + " " + request.environment());
    }

    @Override
    public Startup startup(String name, long incarnation) {
        return new Startup(Stage.FAILED, name + " " + incarnation + " ended with exit code 1\n");
    }

    @Override
    public Reply start(String name) {
        return note("start " + name);
    }

    @Override
    public Reply stop(String name) {
        return note("stop " + name);
    }

    @Override
    public Reply shutdown(boolean keepTargets) {
        return note("shutdown " + keepTargets);
    }

    @Override
    public Reply restart(String name) {
        return note("restart " + name);
    }

    @Override
    public Reply remove(String name) {
        return note("remove " + name);
    }

    @Override
    public Reply reload() {
        return note("reload");
    }

    @Override
    public List<EventView> events(Optional<String> target, long after, int limit) {
        List<EventView> matching = events.stream().filter(event -> event.sequence() > after)
                .filter(event -> target.isEmpty() || event.target().equals(target)).toList();
        return matching.subList(Math.max(0, matching.size() - limit), matching.size());
    }

    @Override
    public List<String> outputTail(String name, int lines) {
        return output.subList(Math.max(0, output.size() - lines), output.size());
    }
}
