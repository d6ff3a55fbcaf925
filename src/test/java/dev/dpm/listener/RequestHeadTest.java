package dev.dpm.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.Unpooled;

class RequestHeadTest {

    /** Reads a head; bars in the text stand for line ends. */
    private static RequestHead read(String lines) throws Refused {
        return RequestHead.read((lines.replace("|", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            GET / HTTP/1.1|Host: a                                                     ; 0
            GET / HTTP/1.0                                                             ; 0
            OPTIONS * HTTP/1.1|Host: a                                                 ; 0
            GET http://a:9180/x HTTP/1.1|Host: A:9180                                  ; 0
            GET /a%2Fb%fF?c=%00 HTTP/1.1|Host: a                                       ; 0
            GET / HTTP/1.1|Host: [::1]:9180                                            ; 0
            GET / HTTP/1.1|Host:                                                       ; 0
            POST / HTTP/1.1|Host: a|Content-Length: 17                                 ; 17
            POST / HTTP/1.1|host:a|content-length:0                                    ; 0
            POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked                         ; -1
            """)
    void reads_what_is_a_request(String lines, long body) throws Refused {
        assertThat(read(lines).bodyLength()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            GET / HTTP/1.1                                                             ; 400
            GET / HTTP/1.1|Host: a|Host: a                                             ; 400
            GET / HTTP/1.1|Host: a|host: b                                             ; 400
            GET http://evil.example/ HTTP/1.1|Host: a                                  ; 400
            GET https://evil.example:1/ HTTP/1.1|Host: a                               ; 400
            GET http://u@a/ HTTP/1.1|Host: a                                           ; 400
            GET evil.example:80 HTTP/1.1|Host: a                                       ; 400
            GET /% HTTP/1.1|Host: a                                                    ; 400
            GET /%zz/b HTTP/1.1|Host: a                                                ; 400
            GET /a?x=%4 HTTP/1.1|Host: a                                               ; 400
            GET http://a/%%41 HTTP/1.1|Host: a                                         ; 400
            GET / HTTP/1.1|Host: a, b                                                  ; 400
            GET / HTTP/1.1|Host: a/b                                                   ; 400
            GET / HTTP/9.9|Host: a                                                     ; 505
            PRI * HTTP/2.0                                                             ; 505
            get / HTTP/1.1|Host: a                                                     ; 400
            GET /a b HTTP/1.1|Host: a                                                  ; 400
            GET  / HTTP/1.1|Host: a                                                    ; 400
            GET / HTTP/1.1|Host: a|no colon                                            ; 400
            GET / HTTP/1.1|Host: a|X-A : b                                             ; 400
            GET / HTTP/1.1|Host: a| folded                                             ; 400
            POST / HTTP/1.1|Host: a|Content-Length: 1|Content-Length: 2                ; 400
            POST / HTTP/1.1|Host: a|Content-Length: -1                                 ; 400
            POST / HTTP/1.1|Host: a|Content-Length: 99999999999999999999               ; 400
            POST / HTTP/1.1|Host: a|Content-Length: 5|Transfer-Encoding: chunked       ; 400
            POST / HTTP/1.0|Host: a|Transfer-Encoding: chunked                         ; 400
            POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: gzip ; 400
            POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked                   ; 501
            POST / HTTP/1.1|Host: a|Content-Type: multipart/form-data                  ; 415
            GET / HTTP/1.1|Host: a|Content-Type: Multipart/Mixed                       ; 415
            GET / HTTP/1.1|Host: a|Authorization: Bearer b|authorization: Bearer c     ; 400
            GET / HTTP/1.1|Host: a|Authorization: Bearer b|Authorization: Bearer b     ; 400
            POST / HTTP/1.1|Host: a|Origin: http://a|Origin: http://evil.example       ; 400
            POST / HTTP/1.1|Host: a|Sec-Fetch-Site: none|Sec-Fetch-Site: cross-site    ; 400
            POST / HTTP/1.1|Host: a|Content-Type: text/plain|Content-Type: a/b         ; 400
            POST / HTTP/1.1|Host: a|Expect: 200-ok                                     ; 417
            POST / HTTP/1.1|Host: a|Expect: 100-continue, x=y                          ; 417
            POST / HTTP/1.1|Host: a|Expect: 100-continue|Expect: more                  ; 417
            """)
    void refuses_what_is_none_or_can_be_read_in_two_ways(String lines, int status) {
        assertThatThrownBy(() -> read(lines).bodyLength()).isInstanceOf(Refused.class)
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class)).extracting(Refused::status)
                .isEqualTo(status);
    }

    @Test
    void control_characters_in_a_value_are_refused() {
        assertThatThrownBy(() -> read("GET / HTTP/1.1|Host: a|X: a\u0000b")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> read("GET / HTTP/1.1|Host: a|X: a\rb")).isInstanceOf(Refused.class);
    }

    /** Java counts these control characters as white space, and the HTTP server does not. */
    @ParameterizedTest
    @ValueSource(strings = {"\u000bchunked", "chunked\u000c", "\u001cchunked", "chunked\u001f", " \u000b chunked"})
    void control_characters_around_a_value_are_refused_too(String coding) {
        assertThatThrownBy(() -> read("POST / HTTP/1.1|Host: a|Transfer-Encoding: " + coding))
                .isInstanceOf(Refused.class);
    }

    @Test
    void spaces_and_tabs_around_a_value_do_not_belong_to_it() throws Refused {
        assertThat(read("POST / HTTP/1.1|Host:a|Content-Length: \t 17\t ").bodyLength()).isEqualTo(17);
    }

    @Test
    void an_old_client_gets_no_interim_answer() throws Refused {
        String expects = "Host: a|Expect: 100-continue|Content-Length: 2";

        assertThat(new String(read("POST / HTTP/1.0|" + expects).toServer(true), StandardCharsets.ISO_8859_1))
                .doesNotContain("Expect");
        assertThat(new String(read("POST / HTTP/1.1|" + expects).toServer(true), StandardCharsets.ISO_8859_1))
                .contains("Expect: 100-continue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST / HTTP/1.0|Expect: 200-ok", "POST / HTTP/1.1|Expect: 100-Continue",
            "POST / HTTP/1.1|Expect:"})
    void an_expectation_that_the_protocol_knows_or_that_an_old_client_sends_is_no_reason_to_refuse(String lines)
            throws Refused {
        assertThat(read(lines + "|Host: a|Content-Length: 2").bodyLength()).isEqualTo(2);
    }

    @Test
    void offers_of_other_protocols_do_not_reach_the_server() throws Refused {
        RequestHead head = read(
                "GET / HTTP/1.1|Host: a|Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAM");

        assertThat(new String(head.toServer(true), StandardCharsets.ISO_8859_1))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n");
    }

    @Test
    void a_page_of_another_site_is_not_named_to_a_server_that_would_let_it_read() throws Refused {
        RequestHead head = read("GET / HTTP/1.1|Host: a|ORIGIN: http://evil.example|X-Origin: b");

        assertThat(new String(head.toServer(false), StandardCharsets.ISO_8859_1))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nX-Origin: b\r\n\r\n");
        assertThat(new String(head.toServer(true), StandardCharsets.ISO_8859_1)).contains("http://evil.example");
    }

    @Test
    void a_line_that_the_server_does_not_take_is_refused_by_the_door() throws Refused {
        String longest = "GET /" + "a".repeat(4096 - "GET / HTTP/1.1".length()) + " HTTP/1.1";

        assertThat(taken(longest)).isTrue();
        assertThatThrownBy(() -> taken(longest + "a")).isInstanceOf(Refused.class).hasMessageContaining("too long");
    }

    private static boolean taken(String line) throws Refused {
        byte[] bytes = (line + "\r\nHost: a\r\nX: " + "b".repeat(5000) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return new HeadBuffer(PortLimits.MANAGEMENT).takeFrom(Unpooled.wrappedBuffer(bytes));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            http://evil.example/,       true
            http://evil.example:9181/,  true
            http://localhost:9181/,     false
            http://10.1.2.3:9181/,      false
            http://[fd00::1]:9181/,     false
            /q/health,                  false
            """)
    void only_callers_of_proxies_name_a_host_in_the_address(String target, boolean named) throws Refused {
        String host = target.startsWith("/") ? "a" : target.replaceFirst("http://([^/]*)/", "$1");

        assertThat(read("GET " + target + " HTTP/1.1|Host: " + host).namesAHost()).isEqualTo(named);
    }
}
