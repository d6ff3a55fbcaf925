package dev.dpm.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            1.29,                   1.29, true
            v1.28.15,               1.28, false
            v1.29.4-gke.1043002,    1.29, true
            1.30+,                  1.30, true
            v1.33.1-eks-595af52,    1.33, true
            2.0,                    2.0,  true
            1.4,                    1.4,  false
            """)
    void is_read_as_servers_write_it(String text, String version, boolean knowsNativeSidecars) {
        ServerVersion read = ServerVersion.parse(text).orElseThrow();

        assertThat(read).hasToString(version);
        assertThat(read.knowsNativeSidecars()).isEqualTo(knowsNativeSidecars);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "one.two", "1.29x", "-1.29", "1.99999"})
    void is_nothing_else(String text) {
        assertThat(ServerVersion.parse(text)).isEmpty();
    }
}
