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

/**
 * The CPU and memory usage, and the end, of the target's present process tree and of those before it, as incidents show
 * them: one entry for each launch. Only the thread of the supervision loop uses this class.
 */
final class LifeFigures {

    private static final int MOST_SAMPLES = 16;
    /**
     * The number of launches of which figures are stored: one more than an incident shows, since the newest may be the
     * one that the incident is about.
     */
    private static final int MOST_LIVES = 6;
    /**
     * How long after a signal from the runner the end of a program that handles the signal still counts as caused by
     * the signal.
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

    /** Records the target's present settings, and when they last changed. */
    void settings(TargetSpec spec, Duration now) {
        boolean isSame = known.filter(spec::equals).isPresent();
        if (!isSame && known.isPresent() && !known.get().behavesAs(spec)) {
            settledAt = Optional.of(now);
        }
        known = Optional.of(spec);
    }

    /** Records a signal that the runner sent to a process of the target. */
    void signalled(TargetEvent.SignalSent sent, Duration now) {
        signalled = Optional.of(new Sent(sent, now));
    }

    /**
     * The signal from the runner that ended this process, or that the process got within 30 s before it ended with an
     * exit code. Empty where the runner sent the process no signal.
     */
    Optional<TargetEvent.SignalSent> endedBy(long pid, ExitStatus exit, Duration now) {
        return signalled.filter(sent -> sent.signal().process() == pid && (exit instanceof ExitStatus.Signaled by
                ? by.signal().name().equals(sent.signal().signal())
                : exit instanceof ExitStatus.Code && now.minus(sent.at()).compareTo(HANDLING) <= 0))
                .map(Sent::signal);
    }

    /** How long ago the target's settings last changed; empty: not since this runner started to supervise it. */
    Optional<Duration> settled(Duration now) {
        return settledAt.map(now::minus);
    }

    /** Stores the newest sample of the target, if the target's new state has one. */
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
        // the first sample after a launch has no CPU figure, because a rate needs two samples; it is replaced by the
        // second sample
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

    /** The figures of the target's cgroup in the newest sample. */
    Optional<Cgroup> cgroup() {
        return newest.map(usage -> usage.sample().cgroup());
    }

    /**
     * The CPU time that the main process has used, with its hard limit (RLIMIT_CPU), in the newest sample since the
     * last launch.
     */
    CpuAllowance allowance() {
        return newest.map(usage -> usage.sample().allowance()).orElse(CpuAllowance.NONE);
    }

    /** The stored samples of the present process tree, oldest first. */
    List<Measured> samples() {
        return List.copyOf(samples);
    }

    /**
     * The newest stored samples of the present process tree.
     *
     * @param most the largest number of samples
     */
    List<Measured> samples(int most) {
        List<Measured> all = samples();
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** The usage and the end of the process trees of launches before the launch with this number, the newest first. */
    List<EarlierLife> livesBefore(long number) {
        return lives.stream().filter(life -> life.incarnation() < number).limit(MOST_LIVES - 1L).toList();
    }
}
