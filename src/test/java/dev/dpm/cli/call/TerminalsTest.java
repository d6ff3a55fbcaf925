package dev.dpm.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalsTest {

    @ParameterizedTest
    @CsvSource({"/dev/pts/3,true", "/dev/tty1,true", "/dev/tty,true", "/dev/console,true", "/dev/null,false",
            "pipe:[123],false", "/tmp/out.log,false", "socket:[9],false"})
    void tells_terminals_from_files(String device, boolean isTerminal) {
        assertThat(Terminals.isTerminal(device)).isEqualTo(isTerminal);
    }

    @org.junit.jupiter.api.Test
    void closed_descriptor_is_no_terminal() {
        assertThat(Terminals.isTerminal(987_654)).isFalse();
    }
}
