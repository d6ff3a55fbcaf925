package dev.dpm.operator.remote;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** Reading what a dpm-runner says, or whatever else runs in its pod. */
class ViewReaderTest {

    @Test
    void parts_that_would_take_much_memory_as_objects_are_bounded() {
        byte[] body = ("[" + "{},".repeat(300_000) + "{}]").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ViewReader.events(body)).isInstanceOf(StreamConstraintsException.class);
    }
}
