package dev.dpm.process.output;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Builds an entry for systemd's journal in the form of the journal's native socket: see
 * https://systemd.io/JOURNAL_NATIVE_PROTOCOL/ and systemd.journal-fields(7).
 */
public final class JournalEntry {

    /** The longest line in bytes: the default of journald for the stdout of a service (journald.conf(5), LineMax=). */
    public static final int LONGEST = 48 * 1024;

    private JournalEntry() {
    }

    /**
     * Makes the entry for a line of a target's output.
     *
     * @param severity the severity as in syslog(3), such as 6 (informational) or 3 (error)
     * @param pid the pid of the target's main process; 0 if unknown
     * @param from the index of the line's first byte
     * @param to the index after its last byte
     */
    public static byte[] of(String target, long pid, int severity, byte[] bytes, int from, int to) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream(to - from + 256);
        entry.writeBytes("MESSAGE\n".getBytes(StandardCharsets.US_ASCII));
        entry.writeBytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(to - from).array());
        entry.write(bytes, from, to - from);
        String fields = "\nSYSLOG_IDENTIFIER=" + target + "\nPRIORITY=" + severity + "\nSYSLOG_FACILITY="
                + SyslogLine.DAEMON + "\nDPM_TARGET=" + target + "\n"
                + (pid > 0 ? "SYSLOG_PID=" + pid + "\nOBJECT_PID=" + pid + "\n" : "");
        entry.writeBytes(fields.getBytes(StandardCharsets.UTF_8));
        return entry.toByteArray();
    }
}
