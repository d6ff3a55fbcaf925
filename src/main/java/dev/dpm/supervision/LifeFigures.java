package dev.dpm.supervision;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.config.Thresholds.MemoryMeasure;
import dev.dpm.event.TargetEvent;
import dev.dpm.incident.EarlierLife;
import dev.dpm.incident.Measured;
import dev.dpm.lifecycle.Life;
import dev.dpm.policy.MemoryInForce;
import dev.dpm.process.ExitStatus;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.CpuAllowance;
import dev.dpm.sampling.Usage;

/** The CPU and memory usage of a target's newest launches, and how each ended, as incidents show them. */
final class LifeFigures {

    private static final int MOST_SAMPLES = 16;
    /** The number of a target's newest launches whose figures are stored. */
    private static final int MOST_LIVES = 6;
    /**
     * How long after a signal from the runner the end of a process still counts as caused by that signal. Programs that handle
     * a signal need some time to end.
     */
    private static final Duration HANDLING = Duration.ofSeconds(30);

    private final Deque<Measured> samples = new ArrayDeque<>();
    private final Deque<EarlierLife> lives = new ArrayDeque<>();
    private Optional<Measured> first = Optional.empty();
    private Optional<Usage> newest = Optional.empty();
    private long incarnation;
    private Optional<TargetSpec> known = Optional.empty();
    private Optional<Duration> settledAt = Optional.empty();
    private Optional<Sent> signalled = Optional.empty();

    /** A signal that the runner sent to a process of the target, with the time of sending. */
    private record Sent(TargetEvent.SignalSent signal, Duration at) {
    }

    void settings(TargetSpec spec, Duration now) {
        boolean isSame = known.filter(spec::equals).isPresent();
        if (!isSame && known.isPresent() && !known.get().behavesAs(spec)) {
            settledAt = Optional.of(now);
        }
        known = Optional.of(spec);
    }

    void signalled(TargetEvent.SignalSent sent, Duration now) {
        signalled = Optional.of(new Sent(sent, now));
    }

    /**
     * The signal from the runner that ended this process. Where the process ended with an exit code, a signal of the last 30 s
     * counts. Empty: the runner sent no such signal.
     */
    Optional<TargetEvent.SignalSent> endedBy(long pid, ExitStatus exit, Duration now) {
        return signalled.filter(sent -> sent.signal().process() == pid && (exit instanceof ExitStatus.Signaled by
                ? by.signal().name().equals(sent.signal().signal())
                : exit instanceof ExitStatus.Code && now.minus(sent.at()).compareTo(HANDLING) <= 0))
                .map(Sent::signal);
    }

    Optional<Duration> settled(Duration now) {
        return settledAt.map(now::minus);
    }

    void seen(TargetSpec spec, Life life) {
        if (life.number() != incarnation) {
            incarnation = life.number();
            samples.clear();
            first = Optional.empty();
            newest = Optional.empty();
        }
        life.usage().filter(usage -> !newest.equals(Optional.of(usage))).ifPresent(usage -> {
            newest = Optional.of(usage);
            add(measured(usage, spec.thresholds().measure()));
        });
    }

    private static Measured measured(Usage usage, MemoryMeasure measure) {
        MemoryInForce memory = MemoryInForce.of(measure, usage.sample());
        return new Measured(usage.sample().at(), usage.cpuPercent(), memory.bytes(),
                usage.sample().proportionalBytes().filter(bytes -> memory.basis() == MemoryBasis.RSS));
    }

    private void add(Measured sample) {
        // a CPU figure needs two samples, so the second sample after a launch replaces the first
        first = first.filter(known -> known.cpuPercent().isPresent())
                .or(() -> Optional.of(new Measured(first.orElse(sample).at(), sample.cpuPercent(),
                        first.orElse(sample).memoryBytes(), first.orElse(sample).proportionalBytes())));
        if (samples.size() == MOST_SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    void ended(long number, double seconds, String how) {
        if (lives.size() == MOST_LIVES) {
            lives.removeLast();
        }
        lives.addFirst(new EarlierLife(number, seconds, how));
    }

    Optional<Measured> first() {
        return first;
    }

    Optional<Cgroup> cgroup() {
        return newest.map(usage -> usage.sample().cgroup());
    }

    /** The CPU time that the main process has used, and its hard limit (RLIMIT_CPU, setrlimit(2)). */
    CpuAllowance allowance() {
        return newest.map(usage -> usage.sample().allowance()).orElse(CpuAllowance.NONE);
    }

    /** Samples of the present process tree, oldest first. */
    List<Measured> samples() {
        return List.copyOf(samples);
    }

    /** The newest samples of the present process tree, at most this many. */
    List<Measured> samples(int most) {
        List<Measured> all = samples();
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** Usage and end of the launches before the launch with this number, newest first. */
    List<EarlierLife> livesBefore(long number) {
        return lives.stream().filter(life -> life.incarnation() < number).limit(MOST_LIVES - 1L).toList();
    }
}
