package dev.dpm.notice.send;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A mail server that starts unencrypted and, if so set up, continues under TLS after STARTTLS (RFC 3207). */
final class SmtpServer implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final Optional<SSLSocketFactory> tls;
    private final List<String> clear = new CopyOnWriteArrayList<>();
    private final List<String> encrypted = new CopyOnWriteArrayList<>();

    /** @param tls empty: the server does not offer STARTTLS */
    SmtpServer(Optional<SSLSocketFactory> tls) throws IOException {
        this.tls = tls;
        Thread thread = new Thread(this::serve, "smtp-in-a-test");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The lines that clients sent unencrypted. */
    List<String> clear() {
        return clear;
    }

    /** The lines that clients sent under TLS. */
    List<String> encrypted() {
        return encrypted;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                say(client, "220 mail.test");
                talk(client, clear);
            } catch (IOException ended) {
                // the client disconnected or the test is over; the loop's condition tells which
                continue;
            }
        }
    }

    private void talk(Socket client, List<String> heard) throws IOException {
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        boolean isText = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heard.add(line);
            if (isText) {
                isText = !line.equals(".");
                if (!isText) {
                    say(client, "250 kept");
                }
            } else if (line.equals("STARTTLS") && tls.isPresent()) {
                say(client, "220 go ahead");
                SSLSocket upgraded = (SSLSocket) tls.get().createSocket(client, null, client.getPort(), false);
                upgraded.setUseClientMode(false);
                talk(upgraded, encrypted);
                return;
            } else {
                isText = line.equals("DATA");
                say(client, answer(line, client instanceof SSLSocket));
            }
        }
    }

    private String answer(String line, boolean isEncrypted) {
        return switch (line.split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
            case "EHLO" ->
                "250-mail.test\r\n" + (tls.isPresent() && !isEncrypted ? "250-STARTTLS\r\n" : "") + "250 AUTH PLAIN";
            case "AUTH" -> "235 welcome";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    private static void say(Socket client, String line) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
