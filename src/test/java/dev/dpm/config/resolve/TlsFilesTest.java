package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.Requests;

class TlsFilesTest {

    @TempDir
    Path folder;

    @Test
    void files_that_may_appear_later_are_no_matter_for_a_warning() {
        assertThat(resolved().warnings()).isEmpty();
    }

    @Test
    void a_certificate_and_a_key_that_the_port_cannot_use_are_warnings() throws IOException {
        Files.writeString(folder.resolve("tls.crt"), "nothing");
        Files.writeString(folder.resolve("tls.key"), "-----BEGIN RSA PRIVATE KEY-----\n");

        Resolution resolution = resolved();

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.warnings()).containsExactly(
                "--tls_folder: " + folder
                        + "/tls.crt holds no certificates in PEM; the port answers nobody until it does",
                "--tls_folder: " + folder
                        + "/tls.key holds no BEGIN PRIVATE KEY (PKCS #8 in PEM); the port answers nobody "
                        + "until it does; openssl pkcs8 -topk8 -nocrypt converts other keys");
    }

    @Test
    void a_key_behind_other_text_is_found() throws IOException {
        Files.writeString(folder.resolve("tls.key"), "Bag Attributes\n-----BEGIN PRIVATE KEY-----\n");

        assertThat(resolved().warnings()).isEmpty();
    }

    private Resolution resolved() {
        return Requests.in(folder).command("sleep", "60").flag("tls_port", "19443")
                .flag("tls_folder", folder.toString()).resolve();
    }
}
