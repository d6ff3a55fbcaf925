package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentSpaceTest {

    @Test
    void one_word_holds_what_the_kernel_takes_and_not_a_byte_more() throws Exception {
        ArgumentSpace own = ArgumentSpace.own();
        String longest = "x".repeat(Math.toIntExact(own.one()));

        assertThat(own.holds(longest)).isTrue();
        assertThat(launches(longest)).isTrue();
        assertThat(own.holds(longest + "x")).isFalse();
        assertThat(launches(longest + "x")).isFalse();
        assertThat(own.holds("ü".repeat(Math.toIntExact(own.one() / 2 + 1)))).isFalse();
    }

    private static boolean launches(String word) throws InterruptedException {
        try {
            return new ProcessBuilder("/bin/true", word).start().waitFor() == 0;
        } catch (IOException tooLong) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            8388608,   2097152
            unlimited, 6291456
            65536,     131072
            1073741824, 6291456
            """)
    void all_of_them_take_a_quarter_of_the_stack_within_bounds(String soft, long bytes) {
        String limits = "Limit                     Soft Limit           Hard Limit           Units\n"
                + "Max data size             unlimited            unlimited            bytes\n"
                + "Max stack size            " + soft + "            unlimited            bytes\n";

        assertThat(ArgumentSpace.all(limits)).isEqualTo(bytes);
    }

    @Test
    void counts_bytes_not_characters() {
        long plain = ArgumentSpace.taken(List.of("/p", "u"), Map.of("A", "u"));

        assertThat(ArgumentSpace.taken(List.of("/p", "ü"), Map.of("A", "\uDCE9"))).isEqualTo(plain + 1);
    }
}
