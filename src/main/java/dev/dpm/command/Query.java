package dev.dpm.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.ConfigFault;

/** Parses query parameters. If a parameter is not valid, a {@link Refusal} is thrown. */
public final class Query {

    private Query() {
    }

    /**
     * Parses a parameter as a whole number.
     * @param text the parameter; null or empty text: {@code otherwise} is returned
     * @param least the smallest allowed number
     * @param most the largest allowed number
     */
    public static long number(String parameter, String text, long otherwise, long least, long most) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notAllowed(parameter, text, "a number from " + least + " to " + most, e);
        }
        throw notAllowed(parameter, text, "a number from " + least + " to " + most, null);
    }

    /**
     * Parses a parameter as {@code true} or {@code false}.
     * @param text the parameter; null or empty text: false
     */
    public static boolean flag(String parameter, String text) {
        if (text == null || text.isEmpty() || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw notAllowed(parameter, text, "true or false", null);
    }

    /**
     * Parses a parameter as the name of a time zone.
     * @param text the parameter; null or empty text: UTC
     */
    public static ZoneId zone(String text) {
        if (text == null || text.isEmpty()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw notAllowed("zone", text, "a time zone such as Europe/Berlin or UTC", e);
        }
    }

    /**
     * Parses a parameter as a time by RFC 3339.
     * @param text the parameter; null or empty text: the result is empty
     */
    public static Optional<Instant> instant(String parameter, String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw notAllowed(parameter, text, "a moment (RFC 3339) such as 2026-11-22T21:46:02Z", e);
        }
    }

    /**
     * Parses a parameter that must be one of some words.
     * @param text the parameter; null or empty text: the result is empty
     */
    public static Optional<String> oneOf(String parameter, String text, List<String> words) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (!words.contains(text)) {
            throw notAllowed(parameter, text, String.join(", ", words));
        }
        return Optional.of(text);
    }

    public static Refusal notAllowed(String parameter, String text, String allowed) {
        return notAllowed(parameter, text, allowed, null);
    }

    private static Refusal notAllowed(String parameter, String text, String allowed, Exception cause) {
        return Refusal.badRequest(parameter + " is " + ConfigFault.quoted(text) + "; allowed: " + allowed + ".", cause);
    }
}
