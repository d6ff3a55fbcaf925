package dev.dpm.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

class JsonTextTest {

    @Test
    void a_json_library_reads_what_was_written() throws Exception {
        Map<String, Object> value = Map.of("a \"b\" \\ \n\t\u0001 é 😀 \u2028", List.of(1, 2.5, true, "x", List.of()));

        assertThat(new ObjectMapper().readValue(JsonText.of(value), Map.class)).isEqualTo(value);
    }

    @Test
    void half_of_a_pair_is_written_as_an_escape() {
        assertThat(JsonText.of("\ud83d")).isEqualTo("\"\\ud83d\"");
    }
}
