package dev.dpm.app;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.dpm.config.Secrets;
import dev.dpm.config.value.ShellText;
import dev.dpm.lifecycle.Life;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.local.ProcessFactsReader;
import dev.dpm.supervision.TargetSnapshot;
import dev.dpm.view.ProcessView;
import dev.dpm.view.ProcessViews;
import dev.dpm.view.ProcessViews.Look;
import dev.dpm.view.UnclaimedView;

/** Reads a target's processes on request. The last reading is kept, since a rate (CPU, I/O) is computed from two readings. */
final class ProcessReader {

    /** The shortest time between two readings for a rate, since the kernel counts CPU time in ticks of 10 ms. */
    private static final Duration SHORTEST = Duration.ofMillis(500);
    /** The longest time between two readings for a rate. A rate over a longer time would not describe the present. */
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 200;

    private record CachedViews(Incarnation life, Look look, List<ProcessView> views) {
    }

    private final Assembly assembly;
    private final Supplier<Duration> clock;
    private final ProcessFactsReader processes = new ProcessFactsReader();
    private final Map<Incarnation, CachedViews> last = new ConcurrentHashMap<>();

    ProcessReader(Assembly assembly, Supplier<Duration> clock) {
        this.assembly = assembly;
        this.clock = clock;
    }

    List<ProcessView> of(TargetSnapshot target) {
        Life life = target.state().life().filter(some -> some.main().isPresent()).orElse(null);
        if (life == null) {
            return List.of();
        }
        Incarnation incarnation = new Incarnation(target.spec().name(), life.number());
        return of(incarnation, life.main().orElseThrow());
    }

    /**
     * The living processes that some target has started, but that cannot be assigned to a target. Also empty if no file
     * descriptor is free.
     */
    List<UnclaimedView> unclaimed() {
        try {
            return processes.at(assembly.unclaimed()).stream()
                    .map(facts -> new UnclaimedView(facts.identity().pid(), facts.arguments().isEmpty()
                            ? facts.name()
                            : ShellText.ofProcess(Secrets.mask(facts.arguments()))))
                    .toList();
        } catch (UncheckedIOException blind) {
            return List.of();
        }
    }

    private List<ProcessView> of(Incarnation life, ProcessIdentity main) {
        CachedViews kept = last.get(life);
        Duration age = kept == null ? LONGEST : clock.get().minus(kept.look().at());
        if (kept != null && age.compareTo(SHORTEST) < 0) {
            return kept.views();
        }
        Look before = age.compareTo(LONGEST) < 0 ? kept.look() : lookAndWait(life, main);
        Look now = look(life, main);
        List<ProcessView> views = ProcessViews.of(main, before, now, assembly::startOf);
        last.values().removeIf(other -> clock.get().minus(other.look().at()).compareTo(LONGEST) > 0);
        if (last.size() < MOST_REMEMBERED) {
            last.put(life, new CachedViews(life, now, views));
        }
        return views;
    }

    private Look lookAndWait(Incarnation life, ProcessIdentity main) {
        Look look = look(life, main);
        try {
            TimeUnit.NANOSECONDS.sleep(SHORTEST.toNanos());
        } catch (InterruptedException e) {
            // the runner ends, so the second reading follows without the pause
            Thread.currentThread().interrupt();
        }
        return look;
    }

    private Look look(Incarnation life, ProcessIdentity main) {
        return new Look(clock.get(), processes.at(assembly.members(life, main)));
    }
}
