package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.process.NativePaths;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StartRequestTest {

    @Property(tries = 300)
    void comes_back_from_its_form_as_it_went(@ForAll boolean foreground, @ForAll("texts") String name,
            @ForAll("maps") Map<String, String> flags, @ForAll("lists") List<String> command,
            @ForAll("maps") Map<String, String> environment) {
        StartRequest request = new StartRequest(foreground, Optional.of(name).filter(text -> text.length() > 2), flags,
                command, Path.of("/srv/a b&c=d%25"), "0027", environment);

        assertThat(StartRequest.decode(request.encode())).isEqualTo(request);
        StartRequest next = request.after(Optional.of(Path.of("/srv/a b&c=d.yaml")));
        assertThat(StartRequest.decode(next.encode())).isEqualTo(next).isNotEqualTo(request);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().all().ofMaxLength(12).filter(StartRequestTest::isWhole);
    }

    @Provide
    Arbitrary<Map<String, String>> maps() {
        return Arbitraries.maps(texts(), texts()).ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return texts().list().ofMaxSize(5);
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "cwd", "cwd=relative", "foreground=true", "cwd=%2", "cwd=%zz", "cwd=%00", "&"})
    void a_form_of_something_else_is_refused(String form) {
        assertThatThrownBy(() -> StartRequest.decode(form)).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void bytes_that_are_no_utf_8_travel_as_themselves() {
        StartRequest request = new StartRequest(false, Optional.empty(), Map.of("env", "V=\uDCE9ü"),
                List.of("gr\uDCE9", "grüße"), NativePaths.of("/d\uDCE9"), "0022", Map.of("\uDCFF", "\uDC80"));

        assertThat(request.encode()).contains("word=gr%E9&word=gr%C3%BC%C3%9Fe", "cwd=%2Fd%E9", "env.%FF=%80");
        assertThat(StartRequest.decode(request.encode())).isEqualTo(request);
    }

    @Example
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
