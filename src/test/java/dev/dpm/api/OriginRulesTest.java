package dev.dpm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginRulesTest {

    private final OriginRules rules = new OriginRules(Set.of("dpm.example"));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            GET,    localhost,        -,                       -,           0
            GET,    LocalHost:9180,   -,                       -,           0
            GET,    127.0.0.1:9180,   -,                       -,           0
            GET,    [::1]:9180,       -,                       -,           0
            GET,    [::1],            -,                       -,           0
            GET,    [0:0:0:0:0:0:0:1]:9180, -,                 -,           0
            GET,    [::ffff:127.0.0.1]:9180, -,                -,           0
            GET,    [::FFFF:7f00:1],  -,                       -,           0
            GET,    [::ffff:10.1.2.3]:9180, -,                 -,           421
            GET,    [fe80::1],        -,                       -,           421
            GET,    [localhost],      -,                       -,           421
            GET,    [127.0.0.1],      -,                       -,           421
            GET,    [],               -,                       -,           421
            GET,    dpm.example:80,   -,                       -,           0
            GET,    evil.example,     -,                       -,           421
            GET,    127.0.0.1.evil.example, -,                 -,           421
            GET,    localhost@evil.example, -,                 -,           421
            GET,    -,                -,                       -,           421
            GET,    localhost:9180,   http://evil.example,     cross-site,  0
            POST,   localhost:9180,   -,                       -,           0
            POST,   localhost:9180,   http://localhost:9180,   same-origin, 0
            POST,   localhost:9180,   http://localhost:8000,   same-site,   403
            POST,   localhost:9180,   http://127.0.0.1:9180,   -,           403
            POST,   localhost:9180,   null,                    -,           403
            POST,   localhost:9180,   http://a b,              -,           403
            POST,   localhost:9180,   -,                       cross-site,  403
            DELETE, localhost:9180,   http://evil.example,     -,           403
            """)
    void turns_away_what_a_foreign_page_sent(String method, String host, String origin, String site, int status) {
        assertThat(rules.objection(method, host, origin, site).map(Problem::status).orElse(0)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            /api/v1/status,               localhost,        true
            *,                            localhost,        true
            http://localhost:9180/,       localhost:9180,   true
            http://dpm.example/,          dpm.example,      true
            http://evil.example/,         localhost,        false
            http://evil.example/,         evil.example,     false
            http://localhost/,            localhost:9180,   false
            localhost:9180,               localhost:9180,   false
            http://localhost@evil.example/, localhost,      false
            http://localhost/,            -,                false
            """)
    void an_absolute_address_names_us_or_nobody(String uri, String host, boolean allowed) {
        assertThat(rules.address(uri, host).isEmpty()).isEqualTo(allowed);
        assertThat(rules.address(uri, host).map(Problem::status).orElse(400)).isEqualTo(400);
    }
}
