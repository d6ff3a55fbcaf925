package dev.dpm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/*;q=0.3", "text/plain", "text/html, application/json;q=0.5 , */*;q=0.1",
            "a/b;c=\"d e\";q=1.000",
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
            "application/signed-exchange;v=b3;q=0.7", "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;"})
    void what_programs_and_browsers_accept_can_be_read(String accept) {
        assertThat(MediaTypes.areRanges(accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {",;,", ";", "*/json", "te*t/plain", "", "/", "a/", "/b", "a/b/c", "text", "a/b;c",
            "a/b;q=x", "a/b;q=2", "a/b;q=-1",
            "a/b,,c/d", "a/b;charset=\"", "\u00ff/a"})
    void what_is_of_no_form_cannot(String accept) {
        assertThat(MediaTypes.areRanges(accept)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=nonsense", "application/json;charset=", "a/b; charset=\"(\"", ""})
    void a_type_in_an_unknown_charset_is_none(String type) {
        assertThat(MediaTypes.isType(type)).isFalse();
    }
}
