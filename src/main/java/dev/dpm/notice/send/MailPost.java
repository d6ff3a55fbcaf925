package dev.dpm.notice.send;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.smtp.SMTPTransport;

import dev.dpm.config.Receiver.Mail;
import dev.dpm.config.Receiver.MailTls;
import dev.dpm.event.OneLine;
import dev.dpm.notice.Notice;
import dev.dpm.notice.NoticeText;
import dev.dpm.process.OwnThread;

/** Delivers a notice by mail (SMTP). If the settings require STARTTLS and the server does not offer it, no mail is sent. */
final class MailPost implements Post {

    private static final long STACK = 512 * 1024L;
    private static final int SHOWN = 200;

    private final Mail mail;
    private final String host;
    private final SecretText secrets;

    MailPost(Mail mail, String host, SecretText secrets) {
        this.mail = mail;
        this.host = host;
        this.secrets = secrets;
    }

    @Override
    public Outcome send(Notice notice, Duration most) throws InterruptedException {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        BoundedSocket socket = new BoundedSocket();
        Optional<String> noThread = OwnThread.begin("dpm-notice-mail", STACK, () -> {
            try {
                outcome.complete(sent(notice, socket, most));
            } catch (IOException | MessagingException | RuntimeException e) {
                outcome.complete(Outcome.failed(PostTrouble.words(e)));
            } catch (Error e) {
                outcome.completeExceptionally(e);
                throw e;
            }
        });
        if (noThread.isPresent()) {
            return Outcome.failed(noThread.get());
        }
        try {
            return outcome.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Outcome.failed("not done within " + most.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            return Outcome.failed(PostTrouble.words(e.getCause()));
        } finally {
            // closing the socket ends the thread that sends the mail, whatever operation blocks it
            socket.end();
        }
    }

    private Outcome sent(Notice notice, BoundedSocket socket, Duration most) throws IOException, MessagingException {
        Session session = session();
        socket.setSoTimeout((int) most.toMillis());
        socket.connect(new InetSocketAddress(mail.server().host(), mail.server().port()), (int) most.toMillis());
        try (SMTPTransport transport = new SMTPTransport(session, new URLName("smtp", mail.server().host(),
                mail.server().port(), null, mail.user().orElse(null), null))) {
            transport.connect(mail.tls() == MailTls.TLS ? encrypted(socket) : socket);
            MimeMessage message = message(notice, session);
            transport.sendMessage(message, message.getAllRecipients());
            return Outcome.delivered(OneLine.of(String.valueOf(transport.getLastServerResponse()), SHOWN));
        }
    }

    private Session session() throws IOException {
        Properties keys = new Properties();
        keys.put("mail.smtp.host", mail.server().host());
        keys.put("mail.smtp.port", Integer.toString(mail.server().port()));
        keys.put("mail.smtp.localhost", host);
        keys.put("mail.smtp.from", mail.from());
        boolean isLater = mail.tls() == MailTls.STARTTLS;
        keys.put("mail.smtp.starttls.enable", Boolean.toString(isLater));
        keys.put("mail.smtp.starttls.required", Boolean.toString(isLater));
        keys.put("mail.smtp.ssl.checkserveridentity", "true");
        keys.put("mail.smtp.quitwait", "false");
        if (mail.tls() != MailTls.NONE) {
            keys.put("mail.smtp.ssl.socketFactory", factory());
        }
        if (mail.user().isEmpty()) {
            return Session.getInstance(keys);
        }
        String password = secrets.of(mail.secret().orElseThrow());
        keys.put("mail.smtp.auth", "true");
        return Session.getInstance(keys, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(mail.user().get(), password);
            }
        });
    }

    private SSLSocketFactory factory() throws IOException {
        return Trust.of(mail.trusted().stream().toList()).getSocketFactory();
    }

    private SSLSocket encrypted(BoundedSocket socket) throws IOException {
        SSLSocket encrypted = (SSLSocket) factory().createSocket(socket, mail.server().host(), mail.server().port(),
                true);
        var rules = encrypted.getSSLParameters();
        rules.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(rules);
        encrypted.startHandshake();
        return encrypted;
    }

    private MimeMessage message(Notice notice, Session session) throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                // the id is the same in each attempt, so that a mail program shows a repeated mail once
                setHeader("Message-ID", "<" + notice.id() + "@" + host.replaceAll("[^A-Za-z0-9.-]", "-") + ">");
            }
        };
        message.setFrom(new InternetAddress(mail.from()));
        for (String one : mail.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(one));
        }
        message.setSubject(NoticeText.subject(notice, host), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(notice.at()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText(NoticeText.mail(notice, host), StandardCharsets.UTF_8.name());
        return message;
    }
}
