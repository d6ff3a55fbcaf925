package dev.dpm.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.daemon.StartResult;

class ExitCodesTest {

    @ParameterizedTest
    @CsvSource({"DONE,0", "FAILED,1", "USAGE,2", "NO_DAEMON,3", "NO_ANSWER,4", "GAVE_UP,70"})
    void the_whole_table(String name, int code) throws Exception {
        assertThat(ExitCodes.class.getField(name).getInt(null)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"200,0", "201,0", "202,0", "204,0", "302,1", "400,2", "404,2", "401,4", "403,4", "409,1", "500,1",
            "503,1"})
    void of_an_answer(int status, int code) {
        assertThat(ExitCodes.ofHttp(status)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"DONE,0", "ALREADY,0", "REFUSED,1", "INVALID,2", "UNKNOWN,2"})
    void of_a_cold_start(StartResult.Outcome outcome, int code) {
        assertThat(ExitCodes.of(outcome)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"2,2", "1,1", "0,1", "143,1"})
    void of_a_daemon_that_did_not_come_up(int daemons, int code) {
        assertThat(ExitCodes.ofFailedLaunch(daemons)).isEqualTo(code);
    }
}
