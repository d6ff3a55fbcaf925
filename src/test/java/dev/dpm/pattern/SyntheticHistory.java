package dev.dpm.pattern;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.dpm.pattern.Trace.Child;
import dev.dpm.pattern.Trace.Lack;
import dev.dpm.pattern.Trace.Pressure;
import dev.dpm.pattern.Trace.Rise;

/** Generates histories of incidents: random ones, or ones with a pattern. */
final class SyntheticHistory {

    static final Instant FROM = Instant.parse("2026-10-01T00:00:00Z");
    static final long MIB = 1 << 20;

    private static final List<String> CAUSES = List.of("CRASH", "CRASH", "SIGNAL", "CHECK", "CPU", "MEMORY", "EXIT",
            "OOM_KILL");

    final Random random;
    final Duration length;
    private final List<Trace> made = new ArrayList<>();

    /** @param length how long the target is watched */
    SyntheticHistory(long seed, Duration length) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.length = length;
        random.nextLong();
    }

    Instant now() {
        return FROM.plus(length);
    }

    /** A random, exponentially distributed time with this mean, in the unit of the mean. */
    double waiting(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    /**
     * Adds random troubles. With the probability {@code clustered}, a further incident follows each incident after 20
     * minutes on average.
     */
    SyntheticHistory noise(Duration mean, double clustered) {
        double second = waiting(mean.toSeconds());
        double last = 0;
        while (second < length.toSeconds() && made.size() < 400) {
            add(second, second - last, CAUSES.get(random.nextInt(CAUSES.size())));
            last = second;
            while (random.nextDouble() < clustered) {
                second += waiting(20 * 60);
                add(second, second - last, CAUSES.get(random.nextInt(CAUSES.size())));
                last = second;
            }
            second += waiting(mean.toSeconds());
        }
        return this;
    }

    /** An incident at this second, after a life of {@code life} seconds. Its other facts are random. */
    Trace any(double second, double life, String cause) {
        return new Trace("", FROM.plusMillis(Math.round(second * 1000)), cause, 1, Math.max(0.1, life), 0,
                Optional.empty(), Optional.of(new Rise(100 * MIB, (480 + random.nextInt(40)) * MIB)),
                Optional.of("v1"), Optional.of(FROM.minusSeconds(1)), new TreeMap<>(),
                Optional.empty(), Optional.of(new Pressure(lack(), lack(), lack())),
                Optional.of(new Child("worker " + random.nextInt(4), 1, 4, 4)));
    }

    /** A random percentage of time in which tasks waited for a resource. In three of ten cases it has risen lately. */
    private Lack lack() {
        double before = random.nextDouble() * 20;
        return new Lack(random.nextDouble() < 0.3 ? before + waiting(20) : before * random.nextDouble(), before);
    }

    void add(double second, double life, String cause) {
        add(any(second, life, cause));
    }

    void add(Trace one) {
        made.add(one);
    }

    /**
     * The incidents in order of time, with ids, incarnation numbers and the links to the previous one; the function
     * changes each of them.
     */
    List<Trace> traces(UnaryOperator<Trace> change) {
        List<Trace> traces = new ArrayList<>();
        for (Trace one : made.stream().filter(trace -> trace.at().isBefore(now()))
                .sorted(Comparator.comparing(Trace::at)).toList()) {
            boolean isFirst = traces.isEmpty();
            Trace placed = new Trace("i" + traces.size(), one.at(), one.cause(), traces.size() + 1, one.lifeSeconds(),
                    isFirst ? Duration.between(FROM, one.at()).toMillis() / 1000.0 : 0,
                    isFirst ? Optional.empty() : Optional.of("i" + (traces.size() - 1)), one.rise(), one.program(),
                    one.programChanged(), one.settings(), one.settingsSince(), one.machine(), one.child());
            traces.add(change.apply(placed));
        }
        return traces;
    }

    List<Trace> traces() {
        return traces(UnaryOperator.identity());
    }

    static Trace withProgram(Trace one, String program, Instant changed) {
        return new Trace(one.id(), one.at(), one.cause(), one.incarnation(), one.lifeSeconds(), one.watchedSeconds(),
                one.previous(), one.rise(), Optional.of(program), Optional.of(changed), one.settings(),
                one.settingsSince(), one.machine(),
                one.child());
    }

    static Trace withSettings(Trace one, String option, String text, Instant since) {
        SortedMap<String, String> settings = new TreeMap<>(one.settings());
        settings.put(option, text);
        return new Trace(one.id(), one.at(), one.cause(), one.incarnation(), one.lifeSeconds(), one.watchedSeconds(),
                one.previous(), one.rise(), one.program(), one.programChanged(), settings, Optional.of(since),
                one.machine(), one.child());
    }

    static Trace withMemory(Trace one, double mib) {
        return new Trace(one.id(), one.at(), one.cause(), one.incarnation(), one.lifeSeconds(), one.watchedSeconds(),
                one.previous(), Optional.of(new Rise(90 * MIB, Math.round(mib * MIB))), one.program(),
                one.programChanged(), one.settings(), one.settingsSince(), one.machine(), one.child());
    }

    static Trace withMachine(Trace one, Pressure pressure) {
        return new Trace(one.id(), one.at(), one.cause(), one.incarnation(), one.lifeSeconds(), one.watchedSeconds(),
                one.previous(), one.rise(), one.program(), one.programChanged(), one.settings(), one.settingsSince(),
                Optional.of(pressure),
                one.child());
    }

    static Trace withChild(Trace one, Child child) {
        return new Trace(one.id(), one.at(), one.cause(), one.incarnation(), one.lifeSeconds(), one.watchedSeconds(),
                one.previous(), one.rise(), one.program(), one.programChanged(), one.settings(), one.settingsSince(),
                one.machine(),
                Optional.of(child));
    }
}
