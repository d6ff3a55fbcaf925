package dev.dpm.process.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Builds a message in the form in which glibc's syslog(3) writes to /dev/log. This is the BSD form of RFC 3164 without
 * a host name, such as {@code <30>Nov  9 21:30:00 web[4711]: text}.
 */
public final class SyslogLine {

    /**
     * The largest number of bytes of an output line in one syslog message: rsyslog cuts messages at 8 KiB by default.
     */
    public static final int LONGEST = 7 * 1024;
    /** The facility "daemon" of RFC 3164, table 1. */
    static final int DAEMON = 3;
    private static final int FACILITIES = 8;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
    /**
     * The text that replaces a NUL byte of an output line, since many programs stop reading a text at a NUL. rsyslog
     * uses the same replacement.
     */
    private static final byte[] NUL = "#000".getBytes(StandardCharsets.US_ASCII);

    private SyslogLine() {
    }

    /**
     * Makes a message from one line of a target's output.
     *
     * @param severity the severity of RFC 3164, table 2: 6 informational, 3 error
     * @param pid the pid of the target's main process; 0: unknown
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
