package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class TokenTest extends HomeFolderTest {

    @Test
    void first_start_makes_one_that_later_ones_keep() throws Exception {
        Token made = Token.forRunner(Map.of(), Optional.empty(), home);
        Token again = Token.forRunner(Map.of(), Optional.empty(), home);

        assertThat(Base64.getUrlDecoder().decode(made.value())).hasSize(32);
        assertThat(again).isEqualTo(made);
        assertThat(made.isExplicit(home)).isFalse();
        assertThat(made.toString()).doesNotContain(made.value());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.tokenFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void given_ones_win() throws Exception {
        Path file = Files.writeString(folder.resolve("t"), " secret\n");
        Token fromFile = Token.forRunner(Map.of(), Optional.of(file), home);
        Token fromEnvironment = Token.forRunner(Map.of("DPM_TOKEN", "other"), Optional.of(file), home);

        assertThat(fromFile.value()).isEqualTo("secret");
        assertThat(fromFile.isExplicit(home)).isTrue();
        assertThat(fromEnvironment.value()).isEqualTo("other");
        assertThat(fromEnvironment.isExplicit(home)).isTrue();
        assertThat(home.tokenFile()).doesNotExist();
    }

    @Test
    void useless_files_are_sentences() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        assertThatThrownBy(() -> Token.read(empty)).isInstanceOf(HomeFault.class).hasMessageContaining("no token");
        assertThatThrownBy(() -> Token.read(folder.resolve("none"))).isInstanceOf(HomeFault.class)
                .hasMessageContaining("is not there");
    }

    @Test
    void a_known_one_is_found_without_making_one() throws Exception {
        assertThat(Token.known(Map.of(), Optional.empty(), home)).isEmpty();
        assertThat(home.tokenFile()).doesNotExist();
        assertThat(Token.known(Map.of("DPM_TOKEN", "given"), Optional.empty(), home).orElseThrow().value())
                .isEqualTo("given");
        Token made = Token.forRunner(Map.of(), Optional.empty(), home);
        assertThat(Token.known(Map.of(), Optional.empty(), home)).contains(made);
    }

    @Test
    void one_for_a_runner_without_a_home_stands_nowhere() {
        Token token = Token.unsaved();

        assertThat(Base64.getUrlDecoder().decode(token.value())).hasSize(32);
        assertThat(token.file()).isEmpty();
        assertThat(Token.unsaved().value()).isNotEqualTo(token.value());
    }
}
