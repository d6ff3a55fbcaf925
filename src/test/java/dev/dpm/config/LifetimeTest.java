package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.value.BadValue;
import dev.dpm.process.Incarnation;
import dev.dpm.process.TargetName;

class LifetimeTest {

    @ParameterizedTest
    @CsvSource({"24h, PT24H, PT0S", "24h±30m, PT24H, PT30M", "24h+-30m, PT24H, PT30M", "90 ± 5, PT1M30S, PT5S",
            "1d+-0, PT24H, PT0S"})
    void is_a_time_with_a_jitter(String text, Duration length, Duration jitter) throws BadValue {
        assertThat(Lifetime.parse(text)).hasValue(new Lifetime(length, jitter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "±", "24h±", "±30m", "24h±30m±1m", "24h-30m", "1h±1h", "0", "0.5", "-1h", "24h±-1"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Lifetime.parse(text)).isInstanceOf(BadValue.class);
    }

    @Test
    void each_incarnation_has_its_own_time_within_the_jitter_and_the_same_for_the_next_runner() {
        Lifetime lifetime = new Lifetime(Duration.ofHours(24), Duration.ofMinutes(30));
        TargetName web = new TargetName("web");

        List<Duration> times = LongStream.rangeClosed(1, 1000).mapToObj(n -> lifetime.of(new Incarnation(web, n)))
                .toList();

        assertThat(times).allMatch(time -> time.minus(lifetime.length()).abs().compareTo(lifetime.jitter()) <= 0);
        assertThat(times.stream().distinct().count()).isGreaterThan(990);
        assertThat(times.stream().filter(time -> time.compareTo(lifetime.length()) > 0).count()).isBetween(400L, 600L);
        assertThat(lifetime.of(new Incarnation(web, 7))).isEqualTo(times.get(6));
        assertThat(new Lifetime(Duration.ofHours(1), Duration.ZERO).of(new Incarnation(web, 7)))
                .isEqualTo(Duration.ofHours(1));
    }
}
