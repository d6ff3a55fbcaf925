package dev.dpm.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {

    private static final Map<String, String> VARIABLES = Map.of("A", "one", "EMPTY", "", "_b2", "two");

    /** {@code ~} stands for an empty text. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain                   | plain
            $A and $(x) and a$      | $A and $(x) and a$
            ${A}                    | one
            <${A}-${_b2}>           | <one-two>
            ${EMPTY}                | ~
            $$                      | $
            $$A $${A} $$$$          | $A ${A} $$
            ${A:-x}                 | one
            ${A-x}                  | one
            ${EMPTY:-x}             | x
            ${EMPTY-x}              | ~
            ${NO:-x y}              | x y
            ${NO-}                  | ~
            ${NO:-${A}}             | one
            ${NO:-${NOR:-${_b2}}}   | two
            ${A:-${NO}}             | one
            ${A:+x}                 | x
            ${EMPTY:+x}             | ~
            ${EMPTY+x}              | x
            ${NO:+${NOR}}           | ~
            ${A:?why}               | one
            ${EMPTY?why}            | ~
            ${NO:-$$5}              | $5
            """)
    void puts_variables_in(String text, String expanded) throws Exception {
        assertThat(Interpolation.expand(text, VARIABLES)).isEqualTo(expanded.equals("~") ? "" : expanded);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${NO}            | needs the variable NO, which is not set; allowed: ${NO:-default}
            ${NO:?set it}    | needs the variable NO: set it
            ${EMPTY:?set it} | needs the variable EMPTY: set it
            ${NO?}           | needs the variable NO
            ${}              | has a ${ without the name of a variable
            ${1}             | has a ${ without the name of a variable
            ${A              | has '${A' without its }
            ${A/x/y}         | has '${A' without its }
            ${NO:-x          | has a ${ without its }
            ${A:-${NO}       | has a ${ without its }
            ${NO:-${NOR}}    | needs the variable NOR
            """)
    void refuses_what_it_cannot_put_in(String text, String phrase) {
        assertThatThrownBy(() -> Interpolation.expand(text, VARIABLES)).hasMessageStartingWith(phrase);
    }

    @org.junit.jupiter.api.Test
    void bounds_defaults_within_defaults() {
        String deep = "${N:-".repeat(50) + "x" + "}".repeat(50);

        assertThatThrownBy(() -> Interpolation.expand(deep, VARIABLES)).hasMessageContaining("deeper than 10 levels");
    }
}
