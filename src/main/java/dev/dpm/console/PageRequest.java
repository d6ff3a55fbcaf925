package dev.dpm.console;

import java.util.regex.Pattern;

import dev.dpm.command.Refusal;

/** Checks query parameters. An invalid one becomes an error page. */
final class PageRequest {

    private static final Pattern OURS = Pattern.compile("/(?!/)(?:[A-Za-z0-9._~?&=/-]|%[0-9A-Fa-f]{2})*");

    private PageRequest() {
    }

    /**
     * Parses a whole number, 0 or more.
     *
     * @param otherwise without the parameter
     */
    static long place(String parameter, String text, long otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw notAllowed(parameter, text, "a whole number");
        }
        return Long.parseLong(text);
    }

    /** The path of a page of this console; empty text: it leads to another site. */
    static String ours(String address) {
        return address != null && OURS.matcher(address).matches() ? address : "";
    }

    /**
     * The error for an invalid parameter.
     *
     * @param text null: it is missing
     */
    static Refusal notAllowed(String parameter, String text, String allowed) {
        if (text == null) {
            return Refusal.badRequest(parameter + " is missing; allowed: " + allowed + ".");
        }
        return Refusal.badRequest(parameter + " is '" + VisibleText.oneLine(text) + "'; allowed: " + allowed + ".");
    }
}
