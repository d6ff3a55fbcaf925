package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.process.NativePaths;
import dev.dpm.testing.Any;
import dev.dpm.testing.Tries;

class StartRequestTest {

    @Test
    void comes_back_from_its_form_as_it_went() {
        Tries.of(300).check(any -> {
            StartRequest request = new StartRequest(any.truth(),
                    Optional.of(text(any)).filter(text -> text.length() > 2),
                    texts(any), any.list(5, () -> text(any)), Path.of("/srv/a b&c=d%25"), "0027", texts(any));

            assertThat(StartRequest.decode(request.encode())).isEqualTo(request);
            StartRequest next = request.after(Optional.of(Path.of("/srv/a b&c=d.yaml")));
            assertThat(StartRequest.decode(next.encode())).isEqualTo(next).isNotEqualTo(request);
        });
    }

    private static Map<String, String> texts(Any any) {
        return any.map(5, () -> text(any), () -> text(any));
    }

    /** A random text without lone surrogates. */
    private static String text(Any any) {
        return any.text(12).replaceAll("\\p{Cs}", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "cwd", "cwd=relative", "foreground=true", "cwd=%2", "cwd=%zz", "cwd=%00", "&"})
    void a_form_of_something_else_is_refused(String form) {
        assertThatThrownBy(() -> StartRequest.decode(form)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytes_that_are_no_utf_8_travel_as_themselves() {
        StartRequest request = new StartRequest(false, Optional.empty(), Map.of("env", "V=\uDCE9ü"),
                List.of("gr\uDCE9", "grüße"), NativePaths.of("/d\uDCE9"), "0022", Map.of("\uDCFF", "\uDC80"));

        assertThat(request.encode()).contains("word=gr%E9&word=gr%C3%BC%C3%9Fe", "cwd=%2Fd%E9", "env.%FF=%80");
        assertThat(StartRequest.decode(request.encode())).isEqualTo(request);
    }

    @Test
    void a_request_that_no_daemon_takes_is_known_before_it_is_sent() {
        Map<String, String> many = IntStream.range(0, 20_000).boxed()
                .collect(Collectors.toMap(number -> "V" + number, number -> "x"));
        Map<String, String> most = new HashMap<>(many);
        most.keySet().removeIf(name -> name.matches("V1999."));

        assertThat(request(Map.of(), many).excess()).hasValueSatisfying(
                sentence -> assertThat(sentence).contains("are 20000; allowed: at most 19990"));
        assertThat(request(Map.of(), most).excess()).isEmpty();
        assertThat(StartRequest.decode(request(Map.of(), most).encode()).environment()).hasSize(19_990);
        assertThat(request(Map.of(), Map.of("V", "x".repeat(1 << 20))).excess()).hasValueSatisfying(
                sentence -> assertThat(sentence).contains("allowed: at most 1048576"));
    }

    @Test
    void a_request_without_any_target_is_bare() {
        assertThat(request(Map.of("port", "9000"), Map.of()).isBare()).isTrue();
        assertThat(request(Map.of("cpu_threshold", "9"), Map.of()).isBare()).isFalse();
        assertThat(request(Map.of("config", "a.yaml"), Map.of()).isBare()).isFalse();
        assertThat(request(Map.of(), Map.of("DPM_CONFIG", "a.yaml")).isBare()).isFalse();
        assertThat(request(Map.of(), Map.of("DPM_CONFIG", " ")).isBare()).isTrue();
    }

    private static StartRequest request(Map<String, String> flags, Map<String, String> environment) {
        return new StartRequest(false, Optional.empty(), flags, List.of(), Path.of("/"), "0022", environment);
    }
}
