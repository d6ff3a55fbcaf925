package dev.dpm.check;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckSpecTest {

    @Test
    void a_target_has_none_by_default_and_at_most_one_of_a_kind() {
        assertThat(CheckSpec.of(target("web").checks())).isEmpty();
        assertThat(CheckSpec.of(target("web", "exec_check=true", "tcp_check=[::1]:1", "http_check=HTTP://h").checks())
                .stream().map(CheckSpec::words))
                .containsExactly("http check http://h/", "tcp check [::1]:1", "exec check true");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            http_check=http://127.0.0.1:8000/a/b?token=geheim, http check http://127.0.0.1:8000/a/b
            exec_check=PGPASSWORD=geheim psql -w geheim,       exec check psql
            exec_check=A=geheim,                               exec check /bin/sh
            """)
    void words_show_nothing_that_may_be_a_secret(String option, String words) {
        assertThat(CheckSpec.of(target("web", option).checks()).get(0).words()).isEqualTo(words);
    }

    @ParameterizedTest(name = "pressure {0} %: {1}")
    @CsvSource(textBlock = """
            '',    FAILED
            0,     FAILED
            40,    FAILED
            40.1,  UNKNOWN
            100,   UNKNOWN
            """)
    void a_time_out_says_nothing_while_the_machine_starves(String pressure, CheckResult.Outcome outcome) {
        OptionalDouble percent = pressure.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(pressure));

        CheckResult result = CheckResult.timedOut(Duration.ofSeconds(1), percent);

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.reason()).startsWith("did not answer within 1 s");
    }
}
