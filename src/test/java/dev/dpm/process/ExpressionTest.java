package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.testing.Tries;

class ExpressionTest {

    /** With a backtracking engine the first two take longer than the universe is old. */
    @ParameterizedTest
    @ValueSource(strings = {"(a|aa)+$|(.*a){25}x", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "(a?){50}a{50}b"})
    void any_expression_is_matched_against_a_long_text_in_bounded_time(String written) {
        Expression expression = Expression.of(written);
        String text = "a".repeat(40_000) + "!";

        boolean found = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> expression.isFoundIn(text));

        assertThat(found).isFalse();
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(textBlock = """
            app:api$                | gunicorn app:api        | true
            app:api$                | gunicorn app:api2       | false
            (?i)WEB                 | a web of words          | true
            \\bweb\\b               | cobweb                  | false
            [0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12} | id 01234567-89ab-cdef-0123-456789abcdef | true
            [)({]{2}                | (f({                    | true
            """, delimiter = '|')
    void what_people_write_means_what_it_always_meant(String written, String text, boolean found) {
        assertThat(Expression.of(written).isFoundIn(text)).isEqualTo(found);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            (                   | missing closing )
            (?=web)             | backreferences, lookaround and possessive repetition are not supported
            (?<!web)x           | backreferences, lookaround and possessive repetition are not supported
            (a)\\1             | backreferences, lookaround and possessive repetition are not supported
            a++                 | backreferences, lookaround and possessive repetition are not supported
            ((a{100}){100}){100} | with its repetitions written out it is longer than 10000 characters
            (ab{900}c{900}){8}  | with its repetitions written out it is longer than 10000 characters
            """, delimiter = '|')
    void what_cannot_be_matched_in_bounded_time_or_memory_is_refused_in_words(String written, String sentence) {
        assertThatThrownBy(() -> Expression.of(written)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void an_expression_has_an_end() {
        assertThatThrownBy(() -> Expression.of("a".repeat(1_001))).hasMessage("it has 1001 characters");
        assertThat(Expression.of("(".repeat(300) + "a" + ")".repeat(300)).isFoundIn("bab")).isTrue();
    }

    @Test
    void two_of_the_same_text_are_equal() {
        assertThat(Expression.of("a+")).isEqualTo(Expression.of("a+")).hasSameHashCodeAs(Expression.of("a+"))
                .isNotEqualTo(Expression.of("a*")).hasToString("a+");
    }

    /** Random texts from the grammar of RE2, the library for regular expressions. */
    @Test
    void any_text_is_an_expression_or_refused_with_a_phrase() {
        List<String> pieces = List.of("(", ")", "(?P<", "(?i", "(?:", "[", "]", "[^", "[[:alpha:]]", "[:", "\\", "\\Q",
                "\\E",
                "\\p{", "\\pL", "\\x{", "\\x", "\\8", "\\C", "{", "{2,", "{,3}", "}", "*", "+", "?", "??", "|", "^",
                "$", ".",
                "-", "a", "z", ">", ":", "\uD800", "\uDC00");

        Tries.of(20_000).check(any -> {
            String text = String.join("", any.list(12, () -> any.truth() ? any.of(pieces) : any.text(2)));
            try {
                Expression.of(text).isFoundIn("az-(a)");
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank().doesNotContain("Exception");
            }
        });
    }
}
