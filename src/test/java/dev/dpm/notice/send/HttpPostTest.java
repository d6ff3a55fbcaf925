package dev.dpm.notice.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.Receiver.Address;
import dev.dpm.notice.Notice;

/** Tests a webhook over TLS with a self-signed certificate. */
class HttpPostTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;
    private static Certificates certificates;

    @BeforeAll
    static void make_certificates() throws Exception {
        certificates = new Certificates(folder, "localhost", "elsewhere.test");
    }

    private static Outcome sent(Hook hook, Optional<Path> trusted) throws InterruptedException {
        Address address = new Address(Optional.of(URI.create("https://localhost:" + hook.port() + "/hook")),
                Optional.empty());
        try (HttpPost post = new HttpPost(
                new HttpPost.Target(address, Optional.empty(), trusted, "application/json"),
                notice -> "{}".getBytes(StandardCharsets.UTF_8), new SecretText(Map.of()), Clock.systemUTC())) {
            return post.send(Notice.test("test-1", Instant.parse("2026-11-29T08:00:00Z"), "hook"), PATIENCE);
        }
    }

    @Test
    void a_notice_goes_to_a_server_whose_certificate_ca_file_names() throws Exception {
        try (Hook hook = new Hook(certificates.of("localhost"))) {
            Outcome outcome = sent(hook, Optional.of(certificates.pem("localhost")));

            assertThat(outcome.isDelivered()).as(outcome.words()).isTrue();
            assertThat(hook.bodies()).containsExactly("{}");
        }
    }

    @Test
    void a_certificate_that_nobody_trusts_is_refused_with_a_sentence_and_gets_nothing() throws Exception {
        try (Hook hook = new Hook(certificates.of("localhost"))) {
            Outcome outcome = sent(hook, Optional.empty());

            assertThat(outcome.isDelivered()).isFalse();
            assertThat(outcome.words()).startsWith("the server's certificate is not trusted (")
                    .endsWith("); ca_file names the certificates that are");
            assertThat(hook.asked()).isZero();
        }
    }

    @Test
    void a_certificate_of_another_host_is_refused_though_it_is_trusted() throws Exception {
        try (Hook hook = new Hook(certificates.of("elsewhere.test"))) {
            Outcome outcome = sent(hook, Optional.of(certificates.pem("elsewhere.test")));

            assertThat(outcome.isDelivered()).isFalse();
            assertThat(outcome.words()).contains("localhost");
            assertThat(hook.asked()).isZero();
        }
    }
}
