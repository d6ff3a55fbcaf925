package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.dpm.event.Event;
import dev.dpm.event.EventType;
import dev.dpm.event.Journal.Written;
import dev.dpm.event.Recorded;
import dev.dpm.testing.EachEvent;

/**
 * The journal's format must stay readable for programs, and files of earlier versions must stay readable here. The
 * files in {@code src/test/resources/journal} were written by the versions in their names, one line for each kind of
 * event, with the values of {@link EachEvent}.
 */
class JournalFormatTest {

    private static final Path FILES = Path.of("src/test/resources/journal");

    private static List<Written> fixture() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().flatMap(JournalFormatTest::lines)
                    .map(line -> JournalLine.parse(line).orElseThrow(() -> new AssertionError("not read: " + line)))
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_type_that_was_written_is_known() throws IOException {
        assertThat(fixture()).filteredOn(line -> line.kind().isEmpty()).extracting(Written::type).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_event_is_written_today_as_it_was(EventType type) throws IOException {
        Optional<Written> before = fixture().stream().filter(line -> line.type().equals(type.word())).findFirst();
        assertThat(before).as("line of a file in %s with the type %s: a new kind of event needs one", FILES,
                type.word()).isPresent();
        Event event = events().get(type);

        String now = JournalLine.render(new Recorded(before.get().sequence(), before.get().time(), event));

        assertThat(now).isEqualTo(before.get().json());
    }

    private static Map<EventType, Event> events() {
        return EachEvent.all().stream().collect(Collectors.toMap(Event::type, Function.identity()));
    }

    @Test
    void no_two_kinds_share_a_word() {
        assertThat(Arrays.stream(EventType.values()).map(EventType::word)).doesNotHaveDuplicates();
    }
}
