package dev.dpm.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import dev.dpm.config.Secrets;
import dev.dpm.config.value.ShellText;
import dev.dpm.process.ProcessFacts;
import dev.dpm.process.ProcessIdentity;

/** Builds the tree of a target's processes from two readings of {@code /proc}. */
public final class ProcessViews {

    private static final Comparator<ProcessFacts> BY_AGE = Comparator
            .comparingLong((ProcessFacts process) -> process.identity().startTicks())
            .thenComparingLong(process -> process.identity().pid());

    /**
     * One reading of a target's processes from {@code /proc}.
     * @param at when the processes were read, on the monotonic clock
     */
    public record Look(Duration at, List<ProcessFacts> processes) {

        public Look {
            processes = List.copyOf(processes);
        }
    }

    private final Map<Long, List<ProcessFacts>> children = new HashMap<>();
    private final Map<ProcessIdentity, Duration> cpuBefore = new HashMap<>();
    private final double seconds;
    private final Function<ProcessIdentity, Instant> started;
    private final List<ProcessView> views = new ArrayList<>();
    private final Set<Long> shown = new HashSet<>();

    private ProcessViews(Look before, Look now, Function<ProcessIdentity, Instant> started) {
        this.seconds = now.at().minus(before.at()).toNanos() / 1e9;
        this.started = started;
        before.processes().forEach(process -> cpuBefore.put(process.identity(), process.cpu()));
        now.processes().stream().sorted(BY_AGE)
                .forEach(process -> children.computeIfAbsent(process.parent(), pid -> new ArrayList<>()).add(process));
    }

    /**
     * The target's main process with its descendants, and then orphans.
     * @param before an earlier reading, from which the CPU use is computed
     * @param started returns when a process started, on the wall clock
     */
    public static List<ProcessView> of(ProcessIdentity main, Look before, Look now,
            Function<ProcessIdentity, Instant> started) {
        ProcessViews tree = new ProcessViews(before, now, started);
        now.processes().stream().filter(process -> process.identity().equals(main))
                .forEach(process -> tree.add(process, 0));
        Set<Long> pids = new HashSet<>();
        now.processes().forEach(process -> pids.add(process.identity().pid()));
        now.processes().stream().sorted(BY_AGE).filter(process -> !pids.contains(process.parent()))
                .forEach(process -> tree.add(process, 0));
        // processes that no tree contains so far, since their parents changed while the processes were read
        now.processes().stream().sorted(BY_AGE).forEach(process -> tree.add(process, 0));
        return List.copyOf(tree.views);
    }

    private void add(ProcessFacts process, int depth) {
        if (!shown.add(process.identity().pid())) {
            return;
        }
        views.add(new ProcessView(process.identity().pid(), process.parent(), depth, process.name(),
                ShellText.ofProcess(Secrets.mask(process.arguments())), word(process.state()), process.threads(),
                cpu(process), process.residentBytes(), started.apply(process.identity())));
        children.getOrDefault(process.identity().pid(), List.of()).forEach(child -> add(child, depth + 1));
    }

    private Optional<Double> cpu(ProcessFacts process) {
        Duration before = cpuBefore.get(process.identity());
        if (before == null || seconds <= 0) {
            return Optional.empty();
        }
        double percent = 100 * process.cpu().minus(before).toNanos() / 1e9 / seconds;
        return Optional.of(Math.round(Math.max(0, percent) * 10) / 10.0);
    }

    /** The word for a process's state letter (ps(1), process state codes). */
    private static String word(char state) {
        return switch (state) {
            case 'R' -> "running";
            case 'S' -> "sleeping";
            case 'D' -> "waiting for disk";
            case 'T', 't' -> "stopped";
            case 'Z' -> "zombie";
            case 'I' -> "idle";
            case 'X', 'x' -> "dead";
            default -> String.valueOf(state);
        };
    }
}
