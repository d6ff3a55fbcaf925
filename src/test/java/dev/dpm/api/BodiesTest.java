package dev.dpm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.dpm.config.StartRequest;

class BodiesTest {

    private final Bodies bodies = new Bodies(new ObjectMapper());

    private StartRequest start(String latin1) {
        return bodies.start(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * A text that is not valid UTF-8 would reach a target with question marks in it, so the request is refused instead.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"cwd": "/", "command": ["echo", "\u00e9"]}                    | The body is not UTF-8.
            {"cwd": "/", "name": "\u00ff\u00fe"}                           | The body is not UTF-8.
            {"cwd": "/", "environment": {"A": "\u00c3"}}                   | The body is not UTF-8.
            {"cwd": "/", "command": ["echo", "\\ud800x"]}                 | half of a surrogate pair
            {"cwd": "/", "environment": {"A\\udfff": "1"}}                | half of a surrogate pair
            {"cwd": "/", "options": {"env": ["A=\\udc7f"]}}               | half of a surrogate pair
            {"cwd": "/", "options": {"env": ["A=1", ["B=2"]]}}            | env holds a list in a list
            """)
    void what_cannot_be_passed_on_is_refused(String body, String sentence) {
        assertThatThrownBy(() -> start(body)).hasMessageContaining(sentence);
    }

    @Test
    void whole_characters_and_bytes_pass() {
        String umlaut = new String("gr\u00fc\u00dfe \ud83d\ude00".getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);

        assertThat(start("{\"cwd\": \"/\", \"command\": [\"echo\", \"" + umlaut + "\", \"\\udce9\"]}").command())
                .containsExactly("echo", "gr\u00fc\u00dfe \ud83d\ude00", "\udce9");
    }

    /**
     * A form may contain bytes as they are, as {@code curl --data} sends them. Only signs of the form itself, such as
     * {@code &}, must be encoded.
     */
    @Test
    void the_bytes_of_a_form_pass_whether_encoded_or_not() {
        String raw = new String("gr\u00fc\u00dfe".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(StartRequest.decode("cwd=%2F&word=" + raw + "&word=gr%C3%BC%C3%9Fe&word=\u00e9&word=%E9").command())
                .containsExactly("gr\u00fc\u00dfe", "gr\u00fc\u00dfe", "\udce9", "\udce9");
    }
}
