package dev.dpm.process.local;

import java.time.Duration;
import java.util.Optional;

/**
 * The fields of {@code /proc/PID/stat} (proc(5)).
 *
 * @param pid field 1: the pid of the process
 * @param state field 3: the state, such as {@code R}, {@code S}, {@code Z}
 * @param parent field 4: the parent's pid, or that of the subreaper that inherited the process
 * @param group field 5: the process group
 * @param session field 6: the pid of the session's leader, also after the leader's end
 * @param userTicks field 14: the user time of the process itself, in clock ticks
 * @param systemTicks field 15: the system time of the process itself, in clock ticks
 * @param waitedUserTicks field 16: user time of children that ended and were waited for, and of their own such children
 * @param waitedSystemTicks field 17: system time of the same children
 * @param threads field 20: the number of threads
 * @param startTicks field 22: the start time in clock ticks after boot; fork(2) sets it, and execve(2) keeps it
 * @param residentPages field 24: the number of memory pages that are resident
 */
public record ProcStat(long pid, char state, long parent, long group, long session, long userTicks, long systemTicks,
        long waitedUserTicks, long waitedSystemTicks, long threads, long startTicks,
        long residentPages) {

    /** One clock tick as {@code /proc} counts them: USER_HZ is 100 in the kernel's ABI on x86-64 and arm64 (time(7)). */
    public static final Duration TICK = Duration.ofMillis(10);

    /** The number of fields that are read of {@code /proc/PID/stat}: fields 3 to 24 of proc_pid_stat(5). */
    private static final int FIELDS = 22;

    /**
     * Parses the content of {@code /proc/PID/stat}.
     *
     * <p>The name of a process may contain parentheses (prctl(2), PR_SET_NAME), so the fields are counted from the last
     * parenthesis.
     */
    public static Optional<ProcStat> parse(byte[] bytes) {
        return parse(bytes, bytes.length);
    }

    static Optional<ProcStat> parse(byte[] bytes, int length) {
        int open = indexOf(bytes, length, '(');
        int close = lastIndexOf(bytes, length, ')');
        if (open < 2 || close < open || close + 2 >= length) {
            return Optional.empty();
        }
        long[] fields = new long[FIELDS];
        if (fields(bytes, length, close + 4, fields) < FIELDS - 1) {
            return Optional.empty();
        }
        return Optional.of(new ProcStat(number(bytes, length, 0), (char) bytes[close + 2], fields[1], fields[2],
                fields[3], fields[11], fields[12], fields[13], fields[14], fields[17], fields[19], fields[21]));
    }

    /** Whether the process is dead or a zombie. It is not gone if only its main thread has ended. */
    public boolean isGone() {
        return (state == 'Z' || state == 'X' || state == 'x') && threads <= 1;
    }

    public boolean isSuspended() {
        return state == 'T' || state == 't';
    }

    /** The CPU time of the process itself, in clock ticks. */
    public long ownTicks() {
        return userTicks + systemTicks;
    }

    /** The CPU time of children that ended and were waited for, in clock ticks. */
    public long waitedTicks() {
        return waitedUserTicks + waitedSystemTicks;
    }

    /** Parses the numbers from field 4 on into {@code fields}. Returns how many there are. */
    private static int fields(byte[] bytes, int length, int from, long[] fields) {
        int at = from;
        int count = 0;
        while (at < length && count + 1 < fields.length && (isDigit(bytes[at]) || bytes[at] == '-')) {
            boolean negative = bytes[at] == '-';
            int digits = negative ? at + 1 : at;
            long value = number(bytes, length, digits);
            fields[++count] = negative ? -value : value;
            at = digits;
            while (at < length && isDigit(bytes[at])) {
                at++;
            }
            at++;
        }
        return count;
    }

    private static long number(byte[] bytes, int length, int from) {
        long value = 0;
        for (int at = from; at < length && isDigit(bytes[at]); at++) {
            value = value * 10 + (bytes[at] - '0');
        }
        return value;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static int indexOf(byte[] bytes, int length, char wanted) {
        for (int at = 0; at < length; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    private static int lastIndexOf(byte[] bytes, int length, char wanted) {
        for (int at = length - 1; at >= 0; at--) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }
}
