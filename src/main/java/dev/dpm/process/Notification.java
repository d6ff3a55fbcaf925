package dev.dpm.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A message that a target sends to its supervisor (sd_notify(3)). Unknown or malformed assignments are ignored.
 *
 * @param ready whether the target's start or reload is complete ({@code READY=1})
 * @param reloading whether a reload of the target has begun
 * @param stopping whether the target has begun to end
 * @param beat the sign of life, if the message contains one
 * @param status the sentence in {@code STATUS=}, unchanged
 * @param mainPid the pid of the target's main process ({@code MAINPID=})
 * @param extension how much longer the start takes ({@code EXTEND_TIMEOUT_USEC=})
 */
public record Notification(boolean ready, boolean reloading, boolean stopping, Beat beat, Optional<String> status,
        OptionalLong mainPid, Optional<Duration> extension) {

    /**
     * What the message says about the target's health: {@code WATCHDOG=1} is a sign of life, and {@code WATCHDOG=trigger}
     * reports a failure.
     */
    public enum Beat {
        NONE, ALIVE,
        /** The target says that it has failed ({@code WATCHDOG=trigger}). */
        FAILED
    }

    public static final Notification NOTHING = new Notification(false, false, false, Beat.NONE, Optional.empty(),
            OptionalLong.empty(), Optional.empty());

    public static final Notification READY = NOTHING.with("READY", "1");

    /** The longest extension of a start by one message, in microseconds: a day. */
    private static final long MOST_MICROS = TimeUnit.DAYS.toMicros(1);

    /**
     * Parses a message of sd_notify(3): assignments, one per line. If a variable is assigned twice, the last
     * assignment counts.
     */
    public static Notification parse(String text) {
        Notification read = NOTHING;
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            read = equals > 0 ? read.with(line.substring(0, equals), line.substring(equals + 1)) : read;
        }
        return read;
    }

    private Notification with(String variable, String value) {
        return switch (variable) {
            case "READY" -> isOne(value) ? of(true, reloading, stopping) : this;
            case "RELOADING" -> isOne(value) ? of(ready, true, stopping) : this;
            case "STOPPING" -> isOne(value) ? of(ready, reloading, true) : this;
            case "WATCHDOG" -> beat(value);
            case "STATUS" -> new Notification(ready, reloading, stopping, beat, Optional.of(value), mainPid, extension);
            case "MAINPID" -> number(value, 1, Integer.MAX_VALUE).isEmpty()
                    ? this
                    : new Notification(ready, reloading, stopping, beat, status,
                            number(value, 1, Integer.MAX_VALUE), extension);
            case "EXTEND_TIMEOUT_USEC" -> extended(value);
            default -> this;
        };
    }

    private Notification of(boolean isReady, boolean isReloading, boolean isStopping) {
        return new Notification(isReady, isReloading, isStopping, beat, status, mainPid, extension);
    }

    private Notification beat(String value) {
        Beat sign = isOne(value) ? Beat.ALIVE : value.equals("trigger") ? Beat.FAILED : beat;
        return new Notification(ready, reloading, stopping, sign, status, mainPid, extension);
    }

    private Notification extended(String value) {
        OptionalLong micros = number(value, 0, Long.MAX_VALUE);
        return micros.isEmpty()
                ? this
                : new Notification(ready, reloading, stopping, beat, status, mainPid, Optional.of(
                        Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(Math.min(micros.getAsLong(), MOST_MICROS)))));
    }

    private static boolean isOne(String value) {
        return value.equals("1");
    }

    private static OptionalLong number(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            return number >= least && number <= most ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
