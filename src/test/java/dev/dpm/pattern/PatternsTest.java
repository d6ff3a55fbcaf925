package dev.dpm.pattern;

import static dev.dpm.pattern.SyntheticHistory.FROM;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.dpm.pattern.Pattern.Kind;
import dev.dpm.pattern.Trace.Child;
import dev.dpm.pattern.Trace.Lack;
import dev.dpm.pattern.Trace.Pressure;

/** Tests that each pattern is found, alone and among noise, and that noise alone shows none. */
class PatternsTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final int NOISE = Integer.getInteger("dpm.noise", 12_000);
    private static final int RUNS = Integer.getInteger("dpm.runs", 400);
    private static final double DETECTED = 0.95;
    private static final Duration MONTH = Duration.ofDays(30);

    private static SyntheticHistory quiet(long seed) {
        return new SyntheticHistory(seed, MONTH);
    }

    /** Noise at rates from four incidents an hour to one in four days, single or in clusters. */
    private static SyntheticHistory noise(long seed) {
        double hours = Math.pow(10, (seed % 25) / 24.0 * 2.6 - 0.6);
        return new SyntheticHistory(seed, Duration.ofDays(3 + seed % 58))
                .noise(Duration.ofSeconds(Math.round(hours * 3600)), (seed / 25) % 3 * 0.3);
    }

    /** The incidents of a history, with a change of the program and a change of the settings at random times. */
    private static List<Trace> changed(SyntheticHistory history) {
        Instant written = FROM.plusSeconds((long) (history.random.nextDouble() * history.length.toSeconds()));
        Instant set = FROM.plusSeconds((long) (history.random.nextDouble() * history.length.toSeconds()));
        return history.traces(one -> {
            Trace built = one.at().isAfter(written) ? SyntheticHistory.withProgram(one, "v2", written) : one;
            return one.at().isAfter(set) ? SyntheticHistory.withSettings(built, "memory_threshold", "500", set) : built;
        });
    }

    @Test
    void noise_shows_a_pattern_in_less_than_one_of_a_thousand_histories() {
        Map<Kind, List<String>> alarms = new TreeMap<>();
        int alarmed = 0;
        long incidents = 0;
        for (long seed = 1; seed <= NOISE; seed++) {
            SyntheticHistory history = noise(seed);
            List<Trace> traces = changed(history);
            incidents += Math.min(Patterns.MOST, traces.size());
            List<Pattern> found = Patterns.of(traces, history.now(), UTC);
            alarmed += found.isEmpty() ? 0 : 1;
            for (Pattern one : found) {
                alarms.computeIfAbsent(one.kind(), kind -> new ArrayList<>()).add(seed + ": " + one.sentence());
            }
        }
        System.out.printf("noise: %d of %d histories with %d incidents on average show a pattern: %s%n", alarmed,
                NOISE, incidents / NOISE, alarms);

        assertThat(alarmed).as("of %s histories: %s", NOISE, alarms).isLessThan(NOISE / 1000);
    }

    /** A history that contains the pattern, by seed. */
    private static List<Trace> with(Kind kind, long seed, boolean noisy) {
        SyntheticHistory history = quiet(seed);
        if (noisy && kind != Kind.PROGRAM_CHANGED && kind != Kind.SETTINGS_CHANGED) {
            history.noise(Duration.ofDays(6), 0.3);
        }
        return switch (kind) {
            case LEAK -> leak(history);
            case MINUTE_OF_HOUR -> at(history, Duration.ofHours(7), second -> second - second % 3600 + 17 * 60);
            case TIME_OF_DAY -> at(history, Duration.ofHours(36), second -> second - second % 86_400 + 11_700);
            case PROGRAM_CHANGED -> since(history, noisy, true);
            case SETTINGS_CHANGED -> since(history, noisy, false);
            case STARVED -> starved(history);
            case SAME_CHILD -> child(history, noisy);
            case CRASH_LOOP -> loop(history);
        };
    }

    /** A leak: incarnations of 41 minutes, with variations as under a varying load. */
    private static List<Trace> leak(SyntheticHistory history) {
        double second = 20 * 86_400;
        for (int life = 0; life < 10; life++) {
            double length = 2460 * (1 + 0.04 * history.random.nextGaussian());
            second += length + 5;
            history.add(SyntheticHistory.withMemory(history.any(second, length, "MEMORY"),
                    500 + 5 * history.random.nextGaussian()));
        }
        return history.traces();
    }

    /**
     * Incidents within about two minutes after times that {@code clock} gives. Some of these times have no incident.
     */
    private static List<Trace> at(SyntheticHistory history, Duration mean, LongFunction<Long> clock) {
        double second = 0;
        double last = 0;
        for (int i = 0; i < 16; i++) {
            second += history.waiting(mean.toSeconds());
            double at = clock.apply((long) second) + 40 * Math.abs(history.random.nextGaussian());
            if (at > last + 2000) {
                history.add(at, at - last, "CRASH");
                last = at;
            }
        }
        return history.traces();
    }

    private static List<Trace> since(SyntheticHistory history, boolean noisy, boolean isProgram) {
        Instant change = history.now().minus(Duration.ofDays(2));
        if (noisy) {
            history.noise(Duration.ofDays(6), 0.3);
        }
        double second = history.length.minusDays(2).toSeconds();
        for (int i = 0; i < 10; i++) {
            second += history.waiting(3 * 3600);
            history.add(second, 3600, "CRASH");
        }
        return history.traces(one -> !one.at().isAfter(change)
                ? SyntheticHistory.withSettings(one, "env_file", "one", FROM)
                : isProgram
                        ? SyntheticHistory.withSettings(SyntheticHistory.withProgram(one, "v2", change), "env_file",
                                "one", FROM)
                        : SyntheticHistory.withSettings(one, "env_file", "two", change));
    }

    private static List<Trace> starved(SyntheticHistory history) {
        double second = 0;
        for (int i = 0; i < 40; i++) {
            second += 3600 + history.waiting(43_200);
            history.add(second, 3600, "CHECK");
        }
        Lack calm = new Lack(0.5, 1);
        return history.traces(one -> one.cause().equals("CHECK")
                ? SyntheticHistory.withMachine(one, new Pressure(new Lack(60, 8), calm, calm))
                : one);
    }

    private static List<Trace> child(SyntheticHistory history, boolean noisy) {
        double second = 0;
        for (int i = 0; i < 12; i++) {
            second += history.waiting(86_400);
            history.add(second, 600 + history.waiting(3600), "CPU");
        }
        return history.traces(one -> one.cause().equals("CPU") && !(noisy && history.random.nextInt(16) == 0)
                ? SyntheticHistory.withChild(one, new Child("worker 3", 1, 4, 4))
                : one.cause().equals("MEMORY") || one.cause().equals("CPU")
                        ? one
                        : SyntheticHistory.withChild(one, new Child("worker 3", 1, 4, 4)));
    }

    private static List<Trace> loop(SyntheticHistory history) {
        double second = history.length.toSeconds() - 900;
        for (int i = 0; i < 8; i++) {
            double life = 1 + 20 * history.random.nextDouble();
            second += life + 5;
            history.add(second, life, "CRASH");
        }
        return history.traces();
    }

    private static double detected(Kind kind, boolean noisy) {
        int found = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            found += Patterns.of(with(kind, seed, noisy), quiet(seed).now(), UTC).stream()
                    .anyMatch(one -> one.kind() == kind) ? 1 : 0;
        }
        return (double) found / RUNS;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_pattern_is_found_where_it_is_also_among_noise(Kind kind) {
        Map<Boolean, Double> rates = Map.of(false, detected(kind, false), true, detected(kind, true));
        System.out.printf("%s: found in %.1f %% of %d histories, among noise in %.1f %%%n", kind,
                100 * rates.get(false), RUNS, 100 * rates.get(true));

        assertThat(rates.values()).as("%s found in this part of the histories: %s", kind, rates)
                .allSatisfy(rate -> assertThat(rate).isGreaterThanOrEqualTo(DETECTED));
    }

    @Test
    void each_kind_has_one_way_to_be_made() {
        Map<Kind, String> sentences = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Patterns.of(with(kind, 1, false), quiet(1).now(), UTC).stream().filter(one -> one.kind() == kind)
                    .forEach(one -> sentences.put(kind, one.sentence() + "; " + one.chanceWords()));
        }
        sentences.forEach((kind, sentence) -> System.out.println(kind + ": " + sentence));

        assertThat(sentences).containsOnlyKeys(Kind.values());
    }
}
