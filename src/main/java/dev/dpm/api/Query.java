package dev.dpm.api;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Query parameters: what they may be, and the sentence where they are not. */
final class Query {

    private Query() {
    }

    /** @param text null: the default */
    static long number(String parameter, String text, long otherwise, long least, long most) {
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

    /** @param text null: no */
    static boolean flag(String parameter, String text) {
        if (text == null || text.isEmpty() || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw notAllowed(parameter, text, "true or false", null);
    }

    /** @param text null: UTC */
    static ZoneId zone(String text) {
        if (text == null || text.isEmpty()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw notAllowed("zone", text, "a time zone such as Europe/Berlin or UTC", e);
        }
    }

    private static Refusal notAllowed(String parameter, String text, String allowed, Exception cause) {
        return Refusal.badRequest(parameter + " is '" + text + "'; allowed: " + allowed + ".", cause);
    }
}
