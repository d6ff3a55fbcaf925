package dev.dpm.notice.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a {@code ca_file} that is no file, or that contains no certificate. */
@Timeout(20)
class TrustTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "link to a pipe", "folder", "device"})
    void what_is_no_file_is_refused_at_once(String kind) throws Exception {
        Path pem = folder.resolve(kind.equals("link to a pipe") ? "pipe" : "ca.pem");
        if (kind.equals("folder")) {
            Files.createDirectory(pem);
        } else if (kind.equals("device")) {
            Files.createSymbolicLink(pem, Path.of("/dev/zero"));
        } else {
            assertThat(new ProcessBuilder("mkfifo", pem.toString()).start().waitFor()).isZero();
        }
        Path named = kind.equals("link to a pipe") ? Files.createSymbolicLink(folder.resolve("ca.pem"), pem) : pem;

        assertThatThrownBy(() -> Trust.of(List.of(named))).isInstanceOf(IOException.class)
                .hasMessage(named + " is a folder, a pipe or a device");
    }

    @Test
    void a_file_that_is_missing_or_holds_no_certificate_is_named() throws Exception {
        Path missing = folder.resolve("missing.pem");
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");

        assertThatThrownBy(() -> Trust.of(List.of(missing))).isInstanceOf(IOException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> Trust.of(List.of(text))).isInstanceOf(IOException.class)
                .hasMessageContaining(text.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "-----BEGIN X-----\n",
            "0\u0003\u0002\u0001"})
    void a_file_without_certificates_is_not_taken_for_a_server_that_is_not_trusted(String text) throws Exception {
        Path pem = Files.writeString(folder.resolve("ca.pem"), text);

        assertThatThrownBy(() -> Trust.of(List.of(pem))).isInstanceOf(IOException.class)
                .hasMessage(pem + " holds no certificates in PEM")
                .satisfies(trouble -> assertThat(Trust.refusal(trouble)).isEmpty());
    }
}
