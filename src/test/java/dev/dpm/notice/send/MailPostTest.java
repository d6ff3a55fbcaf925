package dev.dpm.notice.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.Receiver;
import dev.dpm.config.Receiver.MailTls;
import dev.dpm.config.value.HostPort;
import dev.dpm.notice.Notice;

/** Tests mail over STARTTLS with a self-signed certificate. */
class MailPostTest {

    private static final String PASSWORD = "not-to-be-seen";
    private static final String LOGIN = Base64.getEncoder()
            .encodeToString(("dpm\0dpm\0" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;
    private static Certificates certificates;

    @BeforeAll
    static void make_certificates() throws Exception {
        certificates = new Certificates(folder, "localhost", "elsewhere.test");
    }

    private static Outcome sent(SmtpServer server, Optional<Path> trusted) throws InterruptedException {
        Receiver.Mail mail = new Receiver.Mail(new HostPort("localhost", server.port()), MailTls.STARTTLS,
                "dpm@example.org", List.of("ops@example.org"), Optional.of("dpm"),
                Optional.of(new Receiver.InVariable("SMTP_PASSWORD")), trusted);
        try (MailPost post = new MailPost(mail, "host-1", new SecretText(Map.of("SMTP_PASSWORD", PASSWORD)))) {
            return post.send(Notice.test("test-1", Instant.parse("2026-11-29T08:00:00Z"), "post"), PATIENCE);
        }
    }

    @Test
    void password_and_mail_go_under_tls_to_a_server_whose_certificate_ca_file_names() throws Exception {
        try (SmtpServer server = new SmtpServer(Optional.of(certificates.of("localhost").getSocketFactory()))) {
            Outcome outcome = sent(server, Optional.of(certificates.pem("localhost")));

            assertThat(outcome.isDelivered()).as(outcome.words()).isTrue();
            assertThat(server.clear()).containsExactly("EHLO host-1", "STARTTLS");
            assertThat(server.encrypted()).contains("AUTH PLAIN " + LOGIN, "RCPT TO:<ops@example.org>",
                    "Message-ID: <test-1@host-1>").anyMatch(line -> line.contains("tries out the receiver"));
        }
    }

    @Test
    void a_certificate_that_nobody_trusts_is_refused_with_a_sentence_and_gets_no_password() throws Exception {
        try (SmtpServer server = new SmtpServer(Optional.of(certificates.of("localhost").getSocketFactory()))) {
            Outcome outcome = sent(server, Optional.empty());

            assertThat(outcome.isDelivered()).isFalse();
            assertThat(outcome.words()).startsWith("the server's certificate is not trusted (")
                    .endsWith("); ca_file names the certificates that are");
            assertThat(server.clear()).containsExactly("EHLO host-1", "STARTTLS");
            assertThat(server.encrypted()).isEmpty();
        }
    }

    /** A server that presents a trusted certificate of another host is not the server of the receiver. */
    @Test
    void a_certificate_of_another_host_is_refused_though_it_is_trusted() throws Exception {
        try (SmtpServer server = new SmtpServer(Optional.of(certificates.of("elsewhere.test").getSocketFactory()))) {
            Outcome outcome = sent(server, Optional.of(certificates.pem("elsewhere.test")));

            assertThat(outcome.isDelivered()).isFalse();
            assertThat(outcome.words()).contains("localhost");
            assertThat(server.encrypted()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void a_server_without_starttls_gets_no_mail_and_no_password() throws Exception {
        try (SmtpServer server = new SmtpServer(Optional.empty())) {
            Outcome outcome = sent(server, Optional.of(certificates.pem("localhost")));

            assertThat(outcome.isDelivered()).isFalse();
            assertThat(outcome.words()).contains("STARTTLS is required");
            assertThat(server.clear()).contains("EHLO host-1")
                    .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }
}
