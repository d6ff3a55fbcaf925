package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.testing.Tries;

class ProcStatTest {

    private static final String REST = " S 17 4242 4240 34816 -1 4194560 1 2 3 4 1100 220 33 44 20 0 1 0 987654 10000000 1234"
            + " 18446744073709551615 1 1 0 0 0 0 0 0 65536 0 0 0 17 0 0 0 0 0 0\n";

    @Test
    void reads_the_fields_whatever_the_name() {
        Tries.of(1000).check(any -> assertThat(ProcStat.parse(line(any.bytes(64), REST)))
                .contains(new ProcStat(4242, 'S', 17, 4242, 4240, 1100, 220, 33, 44, 1, 987654, 1234)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a) Z 1 1 1 1 (b", "x\ny", "((((", "))))", "", " "})
    void reads_the_fields_behind_a_nasty_name(String name) {
        ProcStat stat = ProcStat.parse(line(name.getBytes(StandardCharsets.ISO_8859_1), REST)).orElseThrow();

        assertThat(stat.state()).isEqualTo('S');
        assertThat(stat.startTicks()).isEqualTo(987654);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1 (a", "1 (a)", "1 (a) ", "1 (a) S", "1 (a) S 1 2 3", ") (", "garbage"})
    void a_torn_line_is_nobody(String line) {
        assertThat(ProcStat.parse(line.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            R, 1, false
            S, 1, false
            D, 1, false
            T, 1, false
            Z, 1, true
            Z, 0, true
            X, 1, true
            Z, 3, false
            """)
    void a_zombie_is_gone_unless_other_threads_go_on(char state, long threads, boolean gone) {
        assertThat(new ProcStat(2, state, 1, 2, 2, 0, 0, 0, 0, threads, 1, 0).isGone()).isEqualTo(gone);
    }

    @Test
    void reads_this_very_process() {
        ProcStat self = new ProcFiles().stat(ProcessHandle.current().pid()).orElseThrow();

        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.parent()).isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
        assertThat(self.threads()).isGreaterThan(1);
        assertThat(self.ownTicks()).isPositive();
        assertThat(self.residentPages()).isPositive();
    }

    private static byte[] line(byte[] name, String rest) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes("4242 (".getBytes(StandardCharsets.ISO_8859_1));
        line.writeBytes(name);
        line.writeBytes((")" + rest).getBytes(StandardCharsets.ISO_8859_1));
        return line.toByteArray();
    }
}
