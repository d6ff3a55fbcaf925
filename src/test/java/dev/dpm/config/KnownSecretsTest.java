package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownSecretsTest {

    @ParameterizedTest
    @CsvSource({"DB_PASSWORD, hunter2, true", "API_TOKEN, tok-1234, true", "aws_secret_access_key, abcdefgh, true",
            "PATH, /usr/bin, false", "GREETING, hello you, false", "SSH_AUTH_SOCK, /tmp/agent, false",
            "TOKEN_FILE, /run/secrets/token, false", "KEY, 12345, false", "DB_PASS, geheim, true",
            "AUTH_MODE, enabled, false", "AUTH_COOKIE, a1b2c3d4, true"})
    void the_values_of_telling_names_are_secrets(String name, String value, boolean isSecret) {
        assertThat(KnownSecrets.of(Map.of(name, value)).mask("it is " + value + "."))
                .isEqualTo("it is " + (isSecret ? "***" : value) + ".");
    }

    @Test
    void of_two_values_the_longer_one_is_masked_as_a_whole() {
        assertThat(
                KnownSecrets.of(Map.of("A_KEY", "secret-1", "B_KEY", "secret-1-long")).mask("secret-1-long secret-1"))
                .isEqualTo("*** ***");
    }
}
