package dev.dpm.socket;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request of the command line in HTTP (RFC 9112), without chunks. A connection has only one request.
 * @param path the decoded segments of the path
 * @param accept the Accept header; empty text: none
 * @param body each byte as one character
 */
record Request(String method, List<String> path, Map<String, List<String>> query, String accept, String body) {

    private static final String FIRST_LINE = "(GET|POST|DELETE) (/[\\x21-\\x7e]*) HTTP/1\\.[01]";

    Request {
        path = List.copyOf(path);
    }

    record Head(String method, String target, Map<String, String> headers) {

        /**
         * Parses the head of a request.
         * @param text the head without the empty line at its end
         */
        static Head read(String text) throws BadRequest {
            String[] lines = text.split("\r?\n", -1);
            if (!lines[0].matches(FIRST_LINE)) {
                throw new BadRequest(400, "This is no HTTP/1.1 request of GET, POST or DELETE.");
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (int at = 1; at < lines.length; at++) {
                int colon = lines[at].indexOf(':');
                if (colon <= 0 || headers.put(lines[at].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[at].substring(colon + 1).strip()) != null) {
                    throw new BadRequest(400, "A header is malformed, or there twice.");
                }
            }
            String[] words = lines[0].split(" ", -1);
            return new Head(words[0], words[1], headers);
        }

        /**
         * The length of the request's body in bytes.
         * @param most the largest allowed length
         * @throws BadRequest if the length is missing, no number, or too large
         */
        int bodyLength(int most) throws BadRequest {
            if (headers.containsKey("transfer-encoding")) {
                throw new BadRequest(411, "A body needs its Content-Length; it does not come in chunks here.");
            }
            String length = headers.getOrDefault("content-length", "0");
            if (!length.matches("[0-9]{1,18}")) {
                throw new BadRequest(400, "Content-Length is no number of bytes.");
            }
            if (Long.parseLong(length) > most) {
                throw new BadRequest(413, "The body has " + length + " bytes; at most " + most + " are taken.");
            }
            return Integer.parseInt(length);
        }

        Request with(byte[] body) throws BadRequest {
            String[] parts = target.split("\\?", 2);
            try {
                List<String> path = new ArrayList<>();
                for (String part : parts[0].substring(1).split("/", -1)) {
                    path.add(decoded(part.replace("+", "%2B")));
                }
                return new Request(method, path, parts.length == 1 ? Map.of() : query(parts[1]),
                        headers.getOrDefault("accept", ""), new String(body, StandardCharsets.ISO_8859_1));
            } catch (IllegalArgumentException e) {
                throw new BadRequest(400, "The address is not encoded as it has to be.");
            }
        }
    }

    private static Map<String, List<String>> query(String text) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                    .add(parts.length == 1 ? "" : decoded(parts[1]));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
