package dev.dpm.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which lines count as JSON objects. */
class JsonObjectLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {\"a\": 1} ", "{\"a\":[1,-2.5e+3,0,{}],\"b\":null,\"c\":true,\"d\":false}",
            "{\"\\u00fc\\n\\\"\":\"\\\\\"}", "{\"a\":{\"b\":{\"c\":[[[]]]}}}", "{\"a\":1,\"a\":2}"})
    void objects_are_recognised(String line) {
        assertThat(JsonObjectLine.isOne(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "}", "[]", "1", "{a:1}", "{'a':1}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
            "{\"a\":1}}",
            "{\"a\":1} x", "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":nul}", "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12g4\"}", "{\"a\":\"\\u12", "{\"a\":\"\t\"}", "{\"a\":[1,]}", "{\"a\":NaN}", "{,}",
            "{\"a\":1 \"b\":2}"})
    void nothing_else_is(String line) {
        assertThat(JsonObjectLine.isOne(line)).isFalse();
    }

    @Test
    void a_bottomless_line_is_plain_text() {
        assertThat(JsonObjectLine.isOne("{\"a\":" + "[".repeat(100_000))).isFalse();
    }
}
