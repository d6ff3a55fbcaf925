package dev.dpm.process.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Makes a syslog message in the same form as syslog(3) of glibc (RFC 3164 without a host name): {@code <30>Nov 9 21:30:00
 * web[4711]: text}.
 */
public final class SyslogLine {

    /** The longest line of output in one message, in bytes. rsyslog cuts messages at 8 KiB. */
    public static final int LONGEST = 7 * 1024;
    static final int DAEMON = 3;
    private static final int FACILITIES = 8;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
    /** The text in place of a NUL byte, as in rsyslog. */
    private static final byte[] NUL = "#000".getBytes(StandardCharsets.US_ASCII);

    private SyslogLine() {
    }

    /**
     * Makes the message for a line of a target's output.
     *
     * @param tag the name of the target
     * @param severity the severity as in RFC 3164, such as 6 (informational) or 3 (error)
     * @param pid the pid of the target's main process; 0 if unknown
     * @param at when the line was written
     * @param from the index of the line's first byte
     * @param to the index after its last byte
     */
    public static byte[] of(String tag, long pid, int severity, ZonedDateTime at, byte[] bytes, int from, int to) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(to - from + 64);
        message.writeBytes(("<" + (DAEMON * FACILITIES + severity) + ">" + TIME.format(at) + " " + tag
                + (pid > 0 ? "[" + pid + "]" : "") + ": ").getBytes(StandardCharsets.UTF_8));
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                message.writeBytes(NUL);
            } else {
                message.write(bytes[i]);
            }
        }
        return message.toByteArray();
    }
}
