package dev.dpm.listener;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The head of a request, parsed more strictly than by Vert.x (RFC 9112). If the two parsers could find different ends of the
 * request, it is refused.
 * @param target the request target as the client sent it
 * @param isOld whether the request is HTTP/1.0
 */
record RequestHead(String method, String target, boolean isOld, List<Field> fields) {

    /** The value of {@link #bodyLength} for a body in chunks. */
    static final long CHUNKED = -1;

    private static final Pattern FIRST_LINE = Pattern
            .compile("([A-Z]{1,20}) ([\\x21-\\xff]{1,16384}) (HTTP/\\d\\.\\d)");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HOST = Pattern
            .compile("[A-Za-z0-9._~%-]*(?::\\d{0,5})?|\\[[0-9A-Fa-f:.]+](?::\\d{0,5})?");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)(?:[/?#].*)?");
    /** Header fields that offer another protocol. A server may ignore them (RFC 9110, section 7.8). */
    private static final List<String> OFFERS = List.of("upgrade", "http2-settings");
    /**
     * Header fields that decide about the client's rights or the body. A request must not contain one twice (RFC 9110, section
     * 5.3): a proxy might read the last of two, while the server reads the first.
     */
    private static final List<String> SINGLE = List.of("Authorization", "Content-Type", "Origin", "Sec-Fetch-Site");
    /** A percent sign that encodes no byte (RFC 3986, section 2.1). */
    private static final Pattern BROKEN_ENCODING = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /**
     * A header field.
     * @param name in lower case
     * @param line the whole line
     */
    record Field(String name, String value, String line) {
    }

    RequestHead {
        fields = List.copyOf(fields);
    }

    /**
     * Parses the head of a request.
     * @param bytes the head with the empty line at its end
     * @throws Refused if the head is not valid
     */
    static RequestHead read(byte[] bytes) throws Refused {
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
        Matcher first = FIRST_LINE.matcher(lines[0]);
        if (!first.matches()) {
            throw Refused.malformed("The first line is no request line of HTTP/1.1.");
        }
        String version = first.group(3);
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            throw new Refused(505, "other protocol", "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            fields.add(field(lines[i]));
        }
        RequestHead head = new RequestHead(first.group(1), first.group(2), version.equals("HTTP/1.0"), fields);
        head.checkSingle();
        head.checkHost();
        head.checkType();
        head.checkExpectation();
        if (BROKEN_ENCODING.matcher(head.target).find()) {
            throw Refused.malformed("The request's address has a % that is not followed by two hexadecimal digits.");
        }
        return head;
    }

    private static Field field(String line) throws Refused {
        int colon = line.indexOf(':');
        if (colon < 1 || !NAME.matcher(line.substring(0, colon)).matches()) {
            throw Refused.malformed("A header line is not of the form NAME: VALUE.");
        }
        String value = trimmed(line.substring(colon + 1));
        if (value.chars().anyMatch(sign -> sign < ' ' && sign != '\t' || sign == 0x7f)) {
            throw Refused.malformed("A header's value holds a control character.");
        }
        return new Field(line.substring(0, colon).toLowerCase(Locale.ROOT), value, line);
    }

    /**
     * Removes spaces and tabs at both ends (RFC 9112, section 5). {@link String#strip} would also remove control characters.
     */
    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char sign) {
        return sign == ' ' || sign == '\t';
    }

    private List<String> all(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).toList();
    }

    private void checkSingle() throws Refused {
        for (String name : SINGLE) {
            int count = all(name.toLowerCase(Locale.ROOT)).size();
            if (count > 1) {
                throw new Refused(400, "two headers of which one is allowed",
                        "The request has " + count + " " + name + " headers; allowed: one.");
            }
        }
    }

    /** Refuses an unknown value of the header Expect (RFC 9110, section 10.1.1). HTTP/1.0 has no such header. */
    private void checkExpectation() throws Refused {
        boolean isUnknown = all("expect").stream().flatMap(value -> Stream.of(value.split(",", -1)))
                .map(RequestHead::trimmed)
                .anyMatch(expectation -> !expectation.isEmpty() && !expectation.equalsIgnoreCase("100-continue"));
        if (isUnknown && !isOld) {
            throw new Refused(417, "unknown expectation", "The Expect header asks for what is unknown here; allowed: "
                    + "100-continue.");
        }
    }

    /** Checks that there is one Host header, and that an absolute URI names the same host (RFC 9112, section 3.2). */
    private void checkHost() throws Refused {
        List<String> hosts = all("host");
        if (hosts.size() > 1) {
            throw new Refused(400, "two Host headers",
                    "The request has " + hosts.size() + " Host headers; allowed: one.");
        }
        if (hosts.isEmpty() && !isOld) {
            throw new Refused(400, "no Host header", "The request has no Host header, which HTTP/1.1 asks for.");
        }
        String host = hosts.isEmpty() ? "" : hosts.get(0);
        if (!HOST.matcher(host).matches()) {
            throw new Refused(400, "bad Host header", "The Host header is no name or address of a host.");
        }
        boolean isForeign = !target.startsWith("/") && !target.equals("*")
                && authority().filter(host::equalsIgnoreCase).isEmpty();
        if (isForeign) {
            throw new Refused(400, "address of another host",
                    "The request's address is neither a path nor one of the host in its Host header.");
        }
    }

    /**
     * Refuses multipart bodies (RFC 2046, section 5.1). No route accepts them, but the HTTP server would parse them and write
     * files.
     */
    private void checkType() throws Refused {
        if (all("content-type").stream().anyMatch(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/"))) {
            throw new Refused(415, "body of several parts", "No address here takes a body of several parts; allowed: "
                    + "application/json or application/x-www-form-urlencoded.");
        }
    }

    /** The host and port in an absolute URI. Empty: the request target is a path. */
    private Optional<String> authority() {
        Matcher absolute = ABSOLUTE.matcher(target);
        return absolute.matches() ? Optional.of(absolute.group(1)) : Optional.empty();
    }

    /**
     * Whether the request target is an absolute URI with the name of a host other than this one. Only clients of proxies send
     * such targets.
     */
    boolean namesAHost() {
        return authority().map(host -> host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT))
                .filter(name -> !name.equals("localhost") && !name.startsWith("[") && !name.matches("[0-9.]+"))
                .isPresent();
    }

    /** The length of the body in bytes; 0: no body; {@link #CHUNKED}: the length is unknown. */
    long bodyLength() throws Refused {
        List<String> codings = all("transfer-encoding");
        List<String> lengths = all("content-length");
        if (codings.isEmpty()) {
            return lengths.isEmpty() ? 0 : length(lengths);
        }
        if (!lengths.isEmpty() || isOld || codings.size() > 1) {
            throw Refused.malformed("The request tells the end of its body in two ways.");
        }
        if (!codings.get(0).equalsIgnoreCase("chunked")) {
            throw new Refused(501, "unknown transfer coding", "No Transfer-Encoding but chunked is known here.");
        }
        return CHUNKED;
    }

    private static long length(List<String> lengths) throws Refused {
        if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,18}")) {
            throw Refused.malformed("Content-Length is not one number of bytes.");
        }
        return Long.parseLong(lengths.get(0));
    }

    boolean wantsText() {
        List<String> accepted = all("accept");
        return accepted.size() == 1 && accepted.get(0).toLowerCase(Locale.ROOT).startsWith("text/plain")
                && accepted.get(0).indexOf(',') < 0;
    }

    /**
     * The head as the HTTP server gets it, without offers of another protocol, and without {@code Expect} of HTTP/1.0 (RFC
     * 9110, section 10.1.1).
     * @param withOrigin false: without the header Origin, since Quarkus's management port would let every site read the answer
     */
    byte[] toServer(boolean withOrigin) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        write(bytes, method + " " + target + (isOld ? " HTTP/1.0" : " HTTP/1.1"));
        fields.stream().filter(field -> !OFFERS.contains(field.name()))
                .filter(field -> !isOld || !field.name().equals("expect"))
                .filter(field -> withOrigin || !field.name().equals("origin"))
                .forEach(field -> write(bytes, field.line()));
        write(bytes, "");
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, String line) {
        bytes.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
