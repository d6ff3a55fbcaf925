package dev.dpm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class TriesTest {

    @Test
    void a_broken_promise_is_told_with_its_values_and_the_seed() {
        assertThatThrownBy(() -> Tries.of(1000).check(any -> assertThat(any.between(0, 9)).isLessThan(9)))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)try \\d+ of 1000 \\(-Ddpm.seed=-?\\d+ repeats it\\) with 9: .*");
    }

    @Test
    void every_try_has_other_values_and_a_second_run_has_the_same() {
        List<String> first = texts();

        assertThat(new HashSet<>(first)).hasSizeGreaterThan(150);
        assertThat(texts()).isEqualTo(first);
    }

    @Test
    void a_seed_is_a_number_or_new() {
        assertThat(Tries.seed("-7")).isEqualTo(-7);
        assertThat(Tries.seed("new")).isNotEqualTo(Tries.seed("new"));
        assertThatThrownBy(() -> Tries.seed("soon")).isInstanceOf(NumberFormatException.class);
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        Tries.of(200).check(any -> texts.add(any.text(40)));
        return texts;
    }

    @Test
    void edges_come() {
        Set<Object> seen = new HashSet<>();
        Tries.of(300).check(any -> {
            seen.add(any.between(-1000, 1_000_000));
            seen.add(any.number());
            seen.add(any.text(9));
            seen.add(any.list(9, any::truth).size());
        });

        assertThat(seen).contains(-1000, 1_000_000, Long.MAX_VALUE, Long.MIN_VALUE, 0L, "", 0, 9);
    }
}
