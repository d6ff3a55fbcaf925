package dev.dpm.check.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP response (RFC 9112).
 * @param status the status code, 100 to 999
 * @param location the URL to which a redirect leads
 */
record HttpHead(int status, Optional<String> location) {

    /** The largest size of a head in bytes, as in the kubelet. */
    static final int MOST_BYTES = 10 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/[0-9]\\.[0-9] ([1-9][0-9]{2})(?: .*)?");
    private static final Pattern LOCATION = Pattern.compile("(?i)location:[ \t]*(.*?)[ \t]*");

    /** Reads the head of the final response. Interim responses (1xx) before it are skipped. */
    static HttpHead read(InputStream in) throws IOException {
        int left = MOST_BYTES;
        while (true) {
            String text = text(in, left);
            HttpHead head = parse(text);
            if (head.status() >= 200 || head.status() == 101) {
                return head;
            }
            left -= text.length();
        }
    }

    private static String text(InputStream in, int most) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        int inLine = 0;
        while (bytes.size() < most) {
            int next = in.read();
            if (next < 0) {
                throw new ProtocolException(bytes.size() == 0
                        ? "the connection was closed without an answer"
                        : "the answer broke off");
            }
            bytes.write(next);
            if (next == '\n' && inLine == 0) {
                return bytes.toString(StandardCharsets.ISO_8859_1);
            }
            inLine = next == '\n' ? 0 : next == '\r' ? inLine : inLine + 1;
        }
        throw new ProtocolException("the head of the answer is longer than " + MOST_BYTES + " bytes");
    }

    private static HttpHead parse(String text) throws ProtocolException {
        String[] lines = text.split("\r?\n", -1);
        Matcher status = STATUS_LINE.matcher(lines[0]);
        if (!status.matches()) {
            throw new ProtocolException("the answer is no HTTP");
        }
        Optional<String> location = Optional.empty();
        for (int i = 1; i < lines.length && location.isEmpty(); i++) {
            Matcher header = LOCATION.matcher(lines[i]);
            location = header.matches() ? Optional.of(header.group(1)) : Optional.empty();
        }
        return new HttpHead(Integer.parseInt(status.group(1)), location);
    }
}
