package dev.dpm.incident.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

import dev.dpm.incident.Figure;
import dev.dpm.incident.Incident;
import dev.dpm.pattern.Trace;
import dev.dpm.pattern.TraceKeys;
import dev.dpm.testing.Incidents;

class TracesTest {

    private static final long MIB = 1 << 20;

    /** A leak of 41 minutes. The function gives its memory in MiB for each elapsed part of this time, from 0 to 1. */
    private static Incident rising(DoubleUnaryOperator mebibytesAtPart) {
        Incident leak = Incidents.leak("web");
        List<Figure> figures = new ArrayList<>();
        for (int minute = 0; minute < 41; minute++) {
            figures.add(new Figure(leak.at().minus(Duration.ofMinutes(40 - minute)), Optional.empty(),
                    Optional.of(Math.round(mebibytesAtPart.applyAsDouble(minute / 40.0) * MIB)), Optional.empty()));
        }
        return new Incident(leak.schema(), leak.id(), leak.target(), leak.at(), leak.sequence(),
                new Incident.Verdict(leak.verdict().cause(), leak.verdict().certainty(), leak.verdict().sentence(),
                        leak.verdict().restsOn(), leak.verdict().rule(), List.of(figures.get(40))),
                leak.life(), new Incident.Usage(List.of(), figures), leak.series(), leak.evidence(), leak.output(),
                leak.response());
    }

    @Test
    void what_patterns_are_looked_for_in_survives_the_summary() {
        Trace trace = Traces.of(rising(part -> 96 + 404 * part));
        Map<String, String> keys = new HashMap<>(TraceKeys.of(trace));
        keys.putAll(Map.of("id", trace.id(), "at", trace.at().toString(), "cause", trace.cause(), "incarnation", "3"));

        assertThat(TraceKeys.parse(keys)).contains(trace);
        assertThat(trace.rise()).contains(new Trace.Rise(96 * MIB, 500 * MIB));
        assertThat(trace.child().orElseThrow().name()).startsWith("worker (");
        assertThat(trace.program().orElseThrow()).contains("/srv/web/app.py", "77");
        assertThat(trace.settings()).containsKeys("memory_threshold", "command");
        assertThat(trace.previous()).isPresent();
        assertThat(trace.watchedSeconds()).as("another came before").isZero();
    }

    @Test
    void memory_that_jumps_or_falls_back_is_no_steady_rise() {
        assertThat(Traces.of(rising(part -> part < 0.9 ? 96 : 500)).rise()).as("a jump").isEmpty();
        assertThat(Traces.of(rising(part -> 300)).rise()).as("no rise").isEmpty();
        assertThat(Traces.of(rising(part -> 96 + 404 * (part < 0.5 ? 2 * part : 1))).rise()).as("a plateau").isEmpty();
        assertThat(Traces.of(rising(part -> part == 0 ? 96 : 150 + 350 * part)).rise()).as("a start, then a leak")
                .isPresent();
    }

    /**
     * The incarnation lived for seconds only and followed the previous one at once, whose last figure is in the same
     * second.
     */
    @Test
    void what_the_life_before_held_is_no_part_of_the_rise() {
        Incident leak = rising(part -> 96 + 404 * part);
        Figure start = leak.life().atStart().orElseThrow();
        List<Figure> minutes = new ArrayList<>();
        for (int second = 1; second < 4; second++) {
            minutes.add(new Figure(start.at().minusMillis(300L * second), Optional.empty(), Optional.of(510 * MIB),
                    Optional.empty()));
        }

        assertThat(Traces
                .of(new Incident(leak.schema(), leak.id(), leak.target(), leak.at(), leak.sequence(), leak.verdict(),
                        leak.life(), new Incident.Usage(minutes, leak.usage().hour()), leak.series(), leak.evidence(),
                        leak.output(), leak.response()))
                .rise()).contains(new Trace.Rise(96 * MIB, 500 * MIB));
    }

    @Test
    void a_summary_of_before_or_a_damaged_one_is_no_trace() {
        Map<String, String> keys = new HashMap<>(Map.of("id", "i", "at", "2026-11-28T03:12:40Z", "cause", "CRASH",
                "incarnation", "3"));
        assertThat(TraceKeys.parse(keys)).isEmpty();
        keys.put("life_seconds", "3");
        assertThat(TraceKeys.parse(keys)).as("it lacks keys").isEmpty();
        keys.putAll(Map.of("watched_seconds", "0", "child", "1 2"));
        assertThat(TraceKeys.parse(keys)).as("a child without a name").isEmpty();
    }
}
