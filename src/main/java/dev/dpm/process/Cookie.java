package dev.dpm.process;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a process carries in its environment and hands down to its children: whose it is.
 *
 * @param homeKey the runner's home, a key without colons
 * @param incarnation the life it belongs to
 */
public record Cookie(String homeKey, Incarnation incarnation) {

    private static final byte[] KEY = (LaunchOrder.COOKIE + "=").getBytes(StandardCharsets.ISO_8859_1);

    /** {@code HOME:TARGET:NUMBER}. */
    public String text() {
        return homeKey + ":" + incarnation.target() + ":" + incarnation.number();
    }

    /** The cookie in the bytes of a {@code /proc/PID/environ}. */
    public static Optional<Cookie> in(byte[] environ) {
        int start = 0;
        while (start < environ.length) {
            int end = start;
            while (end < environ.length && environ[end] != 0) {
                end++;
            }
            if (startsWithKey(environ, start, end)) {
                int value = start + KEY.length;
                return parse(new String(environ, value, end - value, StandardCharsets.ISO_8859_1));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /** Anybody may write into an environment: what is no cookie of ours is none. */
    private static Optional<Cookie> parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3 || !TargetName.isValid(parts[1]) || !parts[2].matches("[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        return Optional
                .of(new Cookie(parts[0], new Incarnation(new TargetName(parts[1]), Long.parseLong(parts[2]))));
    }

    private static boolean startsWithKey(byte[] environ, int start, int end) {
        if (end - start < KEY.length) {
            return false;
        }
        for (int i = 0; i < KEY.length; i++) {
            if (environ[start + i] != KEY[i]) {
                return false;
            }
        }
        return true;
    }
}
