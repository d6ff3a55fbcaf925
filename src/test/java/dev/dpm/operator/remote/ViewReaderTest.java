package dev.dpm.operator.remote;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** Tests how answers are read that come from a dpm-runner, or from any other program in its pod. */
class ViewReaderTest {

    @Test
    void parts_that_would_take_much_memory_as_objects_are_bounded() {
        byte[] body = ("[" + "{},".repeat(300_000) + "{}]").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ViewReader.events(body)).isInstanceOf(StreamConstraintsException.class);
    }
}
