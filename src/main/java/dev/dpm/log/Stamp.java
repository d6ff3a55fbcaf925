package dev.dpm.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times for log lines and journal lines. */
public final class Stamp {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter
            .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Stamp() {
    }

    /** A time in the form {@code 2026-11-22T21:46:02.123Z}. Texts of this form sort by time. */
    public static String of(Instant time) {
        return FORMAT.format(time);
    }
}
