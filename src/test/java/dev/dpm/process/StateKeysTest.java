package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateKeysTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            1,                    false
            2,                    true
            99999999999999999999, true
            0,                    false
            -2,                   false
            two,                  false
            '',                   false
            """)
    void only_a_larger_number_is_of_a_later_version(String written, boolean newer) {
        assertThat(StateKeys.isNewer(written, 1)).isEqualTo(newer);
    }
}
