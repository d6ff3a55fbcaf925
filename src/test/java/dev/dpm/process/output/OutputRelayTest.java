package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each line is passed on, whatever the receiver does and whenever the runner ends. */
class OutputRelayTest {

    private static final int LONGEST = 8;

    @TempDir
    Path folder;

    private final Receiver receiver = new Receiver();
    private Path log;

    @BeforeEach
    void a_log() throws IOException {
        log = folder.resolve("web.log");
        OutputRelay.begin(log);
    }

    /** A receiver that takes the number of pieces that the test sets, and refuses further ones. */
    private static final class Receiver implements OutputRelay.Sink {
        private final List<String> taken = new ArrayList<>();
        private int most = Integer.MAX_VALUE;
        private boolean isFull;

        @Override
        public boolean take(byte[] bytes, int from, int to, boolean begins, boolean ends) {
            if (most == 0) {
                return false;
            }
            most--;
            taken.add((begins ? "" : "…") + new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
                    + (ends ? "$" : "…"));
            return true;
        }

        @Override
        public void flush() throws IOException {
            if (isFull) {
                throw new IOException("no space left");
            }
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private OutputRelay relay() {
        return new OutputRelay(log, LONGEST);
    }

    @Test
    void passes_on_lines_that_have_ended_and_pieces_of_long_ones() throws IOException {
        write("one\n\ngr\u00fc\0\r\nof more than eight bytes\nhalf");
        assertThat(relay().pass(receiver, false)).isEqualTo(new OutputRelay.Passed(0, false, true));
        assertThat(String.join("", receiver.taken).replace("……", "")).isEqualTo("one$$gr\u00fc\0\r$"
                + "of more than eight bytes$");

        receiver.taken.clear();
        write(" done\n");
        relay().pass(receiver, false);
        assertThat(String.join("", receiver.taken).replace("……", "")).isEqualTo("half done$");
    }

    @Test
    void goes_on_where_the_last_runner_left_off() throws IOException {
        write("one\n");
        relay().pass(receiver, false);
        write("two\nthree\n");
        relay().pass(receiver, false);
        assertThat(receiver.taken).containsExactly("one$", "two$", "three$");
    }

    @Test
    void begins_with_what_is_written_from_now_on() throws IOException {
        Path other = folder.resolve("other.log");
        Files.writeString(other, "of an earlier day\n");
        OutputRelay.begin(other);
        Files.writeString(other, "of today\n", StandardOpenOption.APPEND);
        OutputRelay.begin(other);
        new OutputRelay(other, 100).pass(receiver, false);
        assertThat(receiver.taken).containsExactly("of today$");
    }

    @Test
    void a_receiver_that_takes_no_more_gets_the_rest_later() throws IOException {
        write("1\n2\n3\n4\n");
        OutputRelay relay = relay();
        receiver.most = 3;
        assertThat(relay.pass(receiver, false)).isEqualTo(new OutputRelay.Passed(0, true, true));
        assertThat(relay.pass(receiver, false)).isEqualTo(new OutputRelay.Passed(0, true, false));
        receiver.most = Integer.MAX_VALUE;
        assertThat(relay.pass(receiver, false)).isEqualTo(new OutputRelay.Passed(0, false, true));
        assertThat(receiver.taken).containsExactly("1$", "2$", "3$", "4$");
    }

    @Test
    void a_long_log_is_passed_on_in_several_turns() throws IOException {
        String lines = "1234567\n".repeat(OutputRelay.MOST_CHUNKS);
        write(lines);
        OutputRelay relay = relay();

        assertThat(relay.pass(receiver, false)).isEqualTo(new OutputRelay.Passed(0, true, true));
        while (relay.pass(receiver, false).isLeft()) {
            assertThat(receiver.taken).hasSizeLessThanOrEqualTo(OutputRelay.MOST_CHUNKS);
        }
        assertThat(String.join("", receiver.taken)).isEqualTo("1234567$".repeat(OutputRelay.MOST_CHUNKS));
    }

    @Test
    void what_could_not_be_completed_is_passed_on_again() throws IOException {
        write("1\n2\n");
        OutputRelay relay = relay();
        receiver.isFull = true;
        assertThatThrownBy(() -> relay.pass(receiver, false)).hasMessage("no space left");
        receiver.isFull = false;
        receiver.taken.clear();
        relay.pass(receiver, false);
        assertThat(receiver.taken).containsExactly("1$", "2$");
    }

    @Test
    void the_end_also_passes_on_a_line_that_has_not_ended() throws IOException {
        write("prompt> ");
        relay().pass(receiver, true);
        write("answer\n");
        relay().pass(receiver, false);
        assertThat(String.join("", receiver.taken).replace("……", "")).isEqualTo("prompt> answer$");
    }

    @Test
    void what_was_emptied_away_before_is_counted_once_where_places_tell() throws IOException {
        write("0123456789\n");
        RotationRecord.NONE.removed(100).settled().write(OutputFiles.of(log));
        OutputRelay relay = relay();
        receiver.most = 0;
        assertThat(relay.pass(receiver, false)).isEqualTo(new OutputRelay.Passed(100, true, false));
        receiver.most = 10;
        assertThat(relay.pass(receiver, false)).isEqualTo(new OutputRelay.Passed(0, false, true));
        assertThat(String.join("", receiver.taken).replace("……", "")).isEqualTo("0123456789$");
    }

    @Test
    void a_line_looks_as_syslog_writes_it() {
        ZonedDateTime at = ZonedDateTime.of(2026, 11, 9, 21, 30, 5, 0, ZoneOffset.UTC);
        byte[] text = "\0up\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(new String(SyslogLine.of("web", 47, 6, at, text, 0, 3), StandardCharsets.US_ASCII))
                .isEqualTo("<30>Nov  9 21:30:05 web[47]: #000up");
        assertThat(new String(SyslogLine.of("web", 0, 3, at.plusDays(9), text, 1, 3), StandardCharsets.US_ASCII))
                .isEqualTo("<27>Nov 18 21:30:05 web: up");
    }

    @Test
    void an_entry_of_the_journal_has_the_length_of_its_text() {
        byte[] text = "a\nb".getBytes(StandardCharsets.US_ASCII);
        assertThat(new String(JournalEntry.of("web", 47, 6, text, 0, 3), StandardCharsets.ISO_8859_1))
                .isEqualTo("MESSAGE\n\3\0\0\0\0\0\0\0a\nb\nSYSLOG_IDENTIFIER=web\nPRIORITY=6\nSYSLOG_FACILITY=3\n"
                        + "DPM_TARGET=web\nSYSLOG_PID=47\nOBJECT_PID=47\n");
    }
}
