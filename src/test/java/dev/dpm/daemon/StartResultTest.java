package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartResultTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            web=1,api=3     | web=1,api=3
            ' web=1, api=3' | web=1,api=3
            ''              | ''
            web             | ''
            web=x,api=2     | api=2
            """)
    void reads_the_lives_that_a_start_brought_about(String text, String expected) {
        assertThat(StartResult.format(StartResult.parse(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"up, UP, ''", "starting, STARTING, ''", "failed: port 1 is taken, FAILED, port 1 is taken",
            "whatever, STARTING, ''"})
    void reads_how_far_the_web_part_is(String text, WebServerState.Stage stage, String reason) {
        assertThat(WebServerState.parse(text)).isEqualTo(new WebServerState(stage, reason));
    }
}
