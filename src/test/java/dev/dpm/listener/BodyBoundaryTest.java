package dev.dpm.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

class BodyBoundaryTest {

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text.replace("|", "\r\n"), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            -1, 0||GET,                        5,  0
            -1, 3|abc|0||GET,                  13, 3
            -1, '3;x=y|abc|0|Trailer: 1||GET', 29, 3
            -1, A|0123456789|00||G,            21, 10
            5,  abcdeGET,                      5,  5
            0,  GET,                           0,  0
            """)
    void ends_where_the_next_request_begins(long length, String text, int measured, long announced) throws Refused {
        BodyBoundary whole = new BodyBoundary(length);
        BodyBoundary piecewise = new BodyBoundary(length);
        ByteBuf all = bytes(text);

        assertThat(whole.measure(all)).isEqualTo(measured);
        int sum = 0;
        while (!piecewise.isOver()) {
            sum += piecewise.measure(all.slice(sum, 1));
        }

        assertThat(whole.isOver()).isTrue();
        assertThat(whole.announced()).isEqualTo(announced);
        assertThat(sum).as("byte by byte").isEqualTo(measured);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x|abc", "|", "-1|a", "3 x|abc", "3|abcd", "3|abc 0||", "fffffffff|",
            "3\nabc|0||", "3|abc\n0||", "3|abc|0\n\n", "3|abc|0|X: 1\n|", "3\rabc|", "3;x\ry|abc|", "3|abc|0|\r\r\n"})
    void chunks_of_another_form_are_refused(String text) {
        assertThatThrownBy(() -> new BodyBoundary(RequestHead.CHUNKED).measure(bytes(text)))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '1;', 300
            '0|', 2000
            """)
    void what_stands_between_chunks_has_bounds(String before, int length) {
        assertThatThrownBy(() -> new BodyBoundary(RequestHead.CHUNKED).measure(bytes(before + "a".repeat(length))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_chunk_counts_when_it_is_announced() throws Refused {
        BodyBoundary body = new BodyBoundary(RequestHead.CHUNKED);

        body.measure(bytes("7fffffff|a"));

        assertThat(body.announced()).isEqualTo(0x7fffffff);
        assertThat(body.isOver()).isFalse();
    }
}
