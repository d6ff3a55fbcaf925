package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.value.BadValue;

class LabelSelectorTest {

    private static final Map<String, String> LABELS = Map.of("tier", "back", "dpm.dev/zone", "eu", "canary", "");

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            tier=back                 | true
            tier=front                | false
            tier!=front               | true
            tier!=back                | false
            tier                      | true
            canary                    | true
            canary=                   | true
            canary!=                  | false
            other                     | false
            other=                    | false
            other!=back               | true
            dpm.dev/zone=eu, tier     | true
            dpm.dev/zone=eu,tier=eu   | false
            """)
    void every_condition_has_to_be_met(String text, boolean matches) throws BadValue {
        assertThat(LabelSelector.parse(text).matches(LABELS)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "=back", "!=back", "tier=a=b", "tier==back", "tier!", "tier,", "a b", "tier=a b",
            "tier=-", "-tier", "tier in (back)"})
    void what_is_no_condition_is_refused(String text) {
        assertThatThrownBy(() -> LabelSelector.parse(text)).isInstanceOf(BadValue.class)
                .hasMessage("KEY=VALUE, KEY!=VALUE or KEY, several separated by commas");
    }
}
